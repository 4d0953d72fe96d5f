package io.llmops.samples;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.service.AiServices;
import io.llmops.LlmOps;
import io.llmops.core.guard.Guard;
import io.llmops.core.guard.Guards;
import io.llmops.core.guard.SensitiveWords;
import io.llmops.core.guard.Verdict;
import io.llmops.core.guard.injection.PromptInjection;
import io.llmops.core.guard.output.OutputCheck;
import io.llmops.core.guard.pii.PersonalData;
import io.llmops.core.guard.pii.Pii;
import java.nio.file.Path;

/** Guards on what goes in and what comes out, in a scenario and in AiServices alone. */
public final class GuardedAssistant {

    private GuardedAssistant() {}

    /** A service of the application. */
    interface Assistant {
        String chat(String question);
    }

    /** A model that never sees an address or a telephone number, and whose answers are in form. */
    static ChatModel guarded(LlmOps ops, ChatModel model, Path lexicon) {
        // snippet: scenario
        Guard noPrices = (text, context) -> text.contains("€") ? Verdict.refuse("a price") : Verdict.pass();
        return ops.scenario("support")
                .guard(SensitiveWords.of(lexicon).action(SensitiveWords.Action.REFUSE))
                .guard(PersonalData.of(Pii.EMAIL, Pii.PHONE).action(PersonalData.Action.PSEUDONYM))
                .guard(PromptInjection.refuse())
                .guard(OutputCheck.length(1, 2_000).repairs(1))
                .guard(OutputCheck.promptLeak())
                .guard(noPrices)
                .wrap(model);
        // end
    }

    /** The same guards as guardrails of LangChain4j, without a scenario. */
    static String ask(ChatModel model, String question) {
        // snippet: guardrails
        Assistant assistant = AiServices.builder(Assistant.class)
                .chatModel(model)
                .inputGuardrails(Guards.input(PersonalData.all(), PromptInjection.refuse()))
                .outputGuardrails(Guards.output(OutputCheck.json().repairs(2)))
                .build();
        // end
        return assistant.chat(question);
    }
}
