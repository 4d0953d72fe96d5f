package io.llmops.core.guard;

import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.guardrail.InputGuardrail;
import dev.langchain4j.guardrail.InputGuardrailResult;
import java.util.stream.Collectors;

/** Guards on what a user writes, as LangChain4j calls them. */
final class GuardInput implements InputGuardrail {

    /** What stands for a scenario's name in messages. */
    static final String SCENARIO = "ai-service";

    private final Guards guards;

    GuardInput(Guards guards) {
        this.guards = guards;
    }

    @Override
    public InputGuardrailResult validate(UserMessage message) {
        String text = message.contents().stream()
                .filter(TextContent.class::isInstance)
                .map(c -> ((TextContent) c).text())
                .collect(Collectors.joining("\n"));
        Guards.Checked checked = guards.check(text, GuardContext.of(SCENARIO));
        if (checked.refusal().isPresent()) {
            return fatal(checked.refusal().get().reason() + " in the input");
        }
        return checked.text().equals(text) ? success() : successWith(checked.text());
    }
}
