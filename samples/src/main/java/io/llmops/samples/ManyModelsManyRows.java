package io.llmops.samples;

import io.llmops.LlmOps;
import io.llmops.api.eval.Dataset;
import io.llmops.api.knowledge.Passage;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.core.answer.PassageBlock;
import io.llmops.eval.sidebyside.Estimate;
import io.llmops.eval.sidebyside.Sampling;
import io.llmops.eval.sidebyside.SideBySide;
import io.llmops.eval.sidebyside.SideBySideTable;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One prompt version over several models, parameters and rows: priced before anything is called, kept as it comes, gone on
 * with after a crash. Run its main twice: the second run calls nothing. It needs no key and no network, and
 * {@code LLMOPS_CHAT_MODEL} may name another model. Answers are kept in {@code target/many}.
 */
public final class ManyModelsManyRows {

    private static final String MENU = "饺子配醋。 Soup is served with bread. 烤鸭配荷叶饼。 Rice goes with everything.";

    private ManyModelsManyRows() {}

    /** Prices and runs the plan, and prints the table. */
    public static void main(String[] args) {
        run(Path.of("target", "many"), System.out, ChatModelName.fromEnvironment());
    }

    static SideBySideTable run(Path home, PrintStream out, String... models) {
        try (LlmOps ops = LlmOps.builder().prompts(home.resolve("prompts")).build()) {
            ops.prompts()
                    .publish(PromptDraft.builder("menu")
                            .user("{{menu}}\n\nQuestion: {{opening}}{{dish}}配什么?")
                            .build());
            Passage passage = new Passage("menu#1", "menu", "menu", MENU, 1, Map.of());
            String menu = PassageBlock.render(List.of(passage), "menu01");
            return run(ops, menu, home, out, models);
        }
    }

    private static SideBySideTable run(LlmOps ops, String menu, Path home, PrintStream out, String... models) {
        // snippet: side-by-side
        Dataset rows = Dataset.vary("dish", List.of("饺子", "soup", "烤鸭"))
                .vary("opening", List.of("", "请问，", "Quick question: "))
                .pairwise()
                .limit(100)
                .seed(7);
        SideBySide plan = SideBySide.builder(ops)
                .prompt("menu@1")
                .models(models)
                .sampling(List.of(Sampling.DEFAULT, Sampling.DEFAULT.temperature(0.7)))
                .variables(Map.of("menu", menu))
                .rows(rows)
                .repeat(2)
                .file(home.resolve("results.jsonl"))
                .build();
        Estimate most = plan.estimate(); // at most 0.31 USD for 36 calls, by the price book of ...
        SideBySideTable table = plan.run(); // run again: only what is not in the file is called for
        out.println(most);
        out.println(table);
        out.println(table.summary()); // by column: answers, tokens, cost, median time, agreement of the repeats
        // end
        return table;
    }
}
