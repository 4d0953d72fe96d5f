package io.llmops.samples;

import io.llmops.LlmOps;
import io.llmops.api.eval.Dataset;
import io.llmops.api.eval.Example;
import io.llmops.api.eval.Output;
import io.llmops.api.knowledge.Knowledge;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.cli.demo.Handbook;
import io.llmops.core.scenario.Scenario;
import io.llmops.eval.dataset.Datasets;
import io.llmops.eval.experiment.Comparison;
import io.llmops.eval.experiment.Experiment;
import io.llmops.eval.metric.TextMetrics;
import io.llmops.rag.KnowledgeBase;
import io.llmops.rag.connect.Connectors;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * Is version 2 of a prompt better than version 1, and how sure are we? Both answer the same questions, in English and
 * Chinese, whose answers are known.
 *
 * <p>Run its main from your IDE; it needs no key and no network, and {@code LLMOPS_CHAT_MODEL} may name another model.
 * Everything is kept in {@code target/compare}.
 */
public final class CompareVersions {

    private static final String ANSWER = "Answer from the passages, naming each by its number such as [1], in at most ";

    private CompareVersions() {}

    /** Runs both versions and prints how each did, and the difference. */
    public static void main(String[] args) {
        run(Path.of("target", "compare"), ChatModelName.fromEnvironment(), System.out);
    }

    static Comparison run(Path home, String chatModel, PrintStream out) {
        try (LlmOps ops = LlmOps.builder().build()) {
            KnowledgeBase handbook = KnowledgeBase.builder(ops)
                    .name("handbook")
                    .directory(home.resolve("index"))
                    .embedding(KnowledgeBase.NO_EMBEDDING)
                    .threshold(0.1)
                    .source(Connectors.files(Handbook.unpack(home.resolve("handbook"))))
                    .build();
            handbook.sync();
            publish(ops, "one sentence.");
            publish(ops, "two sentences.");
            return compare(ops, handbook, chatModel, Handbook.unpack(Handbook.QUESTIONS, home), out);
        }
    }

    private static Comparison compare(
            LlmOps ops, Knowledge handbook, String chatModel, Path questions, PrintStream out) {
        // snippet: compare
        Dataset rows = Datasets.csv(questions); // question,expected,task; or Dataset.vary(...).pairwise()
        Scenario first = ops.scenario("answer-1")
                .model(chatModel)
                .knowledge(handbook)
                .prompt("answer@1")
                .build();
        Scenario second = ops.scenario("answer-2")
                .model(chatModel)
                .knowledge(handbook)
                .prompt("answer@2")
                .build();

        Comparison comparison = Experiment.builder()
                .dataset(rows)
                .subject("answer@1", row -> ask(first, row))
                .subject("answer@2", row -> ask(second, row))
                .metric(TextMetrics.contains())
                .run()
                .compare("answer@1", "answer@2");

        out.println(comparison.of("answer@1")); // share of good answers, with its 95 % interval
        out.println(comparison.of("answer@2"));
        out.println(comparison); // the paired difference, with interval and p
        // end
        return comparison;
    }

    private static Output ask(Scenario scenario, Example row) {
        return Output.of(scenario.ask(row.input().getOrDefault("question", "")).text());
    }

    private static void publish(LlmOps ops, String length) {
        ops.prompts()
                .publish(PromptDraft.builder("answer")
                        .system(ANSWER + length)
                        .user("{{passages}}\n\nQuestion: {{question}}")
                        .build());
    }
}
