package io.llmops.core.guard;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.guardrail.OutputGuardrail;
import dev.langchain4j.guardrail.OutputGuardrailRequest;
import dev.langchain4j.guardrail.OutputGuardrailResult;
import dev.langchain4j.memory.ChatMemory;
import io.llmops.api.ledger.WordMatch;
import java.util.List;

/** Guards on what a model writes, as LangChain4j calls them; what was sent is known where the service has a memory. */
final class GuardOutput implements OutputGuardrail {

    private final Guards guards;

    GuardOutput(Guards guards) {
        this.guards = guards;
    }

    @Override
    public OutputGuardrailResult validate(OutputGuardrailRequest request) {
        ChatMemory memory = request.requestParams().chatMemory();
        return validate(request.responseFromLLM().aiMessage(), memory == null ? List.of() : memory.messages());
    }

    @Override
    public OutputGuardrailResult validate(AiMessage message) {
        return validate(message, List.of());
    }

    private OutputGuardrailResult validate(AiMessage message, List<ChatMessage> sent) {
        String text = message.text();
        if (text == null) {
            return success();
        }
        GuardContext context =
                GuardContext.of(GuardInput.SCENARIO).at(WordMatch.Stage.OUTPUT).messages(sent);
        Guards.Checked checked = guards.check(text, context);
        if (checked.refusal().isEmpty()) {
            return checked.text().equals(text) ? success() : successWith(checked.text());
        }
        Verdict refusal = checked.refusal().get();
        return refusal.instruction()
                .map(instruction -> reprompt(refusal.reason() + " in the answer", instruction))
                .orElseGet(() -> fatal(refusal.reason() + " in the answer"));
    }
}
