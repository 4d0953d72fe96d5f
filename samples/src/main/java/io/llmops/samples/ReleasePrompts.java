package io.llmops.samples;

import dev.langchain4j.model.chat.ChatModel;
import io.llmops.LlmOps;
import io.llmops.api.model.CallContext;
import io.llmops.api.prompt.LabelChange;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptRegistry;
import io.llmops.api.prompt.Rollout;
import io.llmops.core.ledger.Dimension;
import io.llmops.core.scenario.Scenario;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A prompt is changed while the application runs: a new version is published, a tenth of the users try it, the ledger shows
 * who got which, and it is taken back. Nothing is restarted and no code changes.
 */
public final class ReleasePrompts {

    private ReleasePrompts() {}

    static void run(ChatModel model, Path home, PrintStream out) throws Exception {
        try (LlmOps ops = LlmOps.builder().prompts(home.resolve("prompts")).build()) {
            // snippet: release
            PromptRegistry prompts = ops.prompts();
            PromptDraft.Builder draft =
                    PromptDraft.builder("answer").user("{{question}}").author("李雷");
            prompts.publish(draft.system("Answer in one sentence.").build()); // answer@1
            prompts.label("answer", "production", 1); // released
            prompts.label(
                    "answer",
                    LabelChange.move("production").scenario("客服").to(1).build()); // stays there

            Scenario support = ops.scenario("support")
                    .model(model)
                    .prompt("answer@production")
                    .build();
            ask(ops, support);

            prompts.publish(
                    draft.system("Answer in three words.").note("shorter").build(), 1); // answer@2, after 1
            Rollout tenth = Rollout.of(Map.of(1, 90, 2, 10)); // a user always gets the same version
            prompts.label(
                    "answer", LabelChange.move("production").to(tenth).by("李雷").build());
            ask(ops, support); // no restart
            out.print(ops.ledger()
                    .by(Dimension.PROMPT_VERSION)
                    .since(Duration.ofHours(1))
                    .report());

            prompts.label(
                    "answer",
                    LabelChange.rollback("production")
                            .by("李雷")
                            .note("too short")
                            .build());
            prompts.history("answer")
                    .forEach(move -> out.println(move.from() + " -> " + move.to() + " by "
                            + move.change().by() + " " + move.change().note()));
            // end
        }
    }

    /** A hundred users ask. */
    private static void ask(LlmOps ops, Scenario support) throws Exception {
        for (int i = 0; i < 100; i++) {
            CallContext user = CallContext.tenant("acme").user("u" + i);
            ops.with(user).call(() -> support.ask("How many days of leave carry over?"));
        }
    }
}
