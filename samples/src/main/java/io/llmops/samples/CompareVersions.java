package io.llmops.samples;

import io.llmops.LlmOps;
import io.llmops.api.eval.Example;
import io.llmops.api.eval.Output;
import io.llmops.cli.demo.Handbook;
import io.llmops.core.scenario.Scenario;
import io.llmops.eval.dataset.Datasets;
import io.llmops.eval.experiment.Comparison;
import io.llmops.eval.experiment.Experiment;
import io.llmops.eval.metric.TextMetrics;
import io.llmops.rag.KnowledgeBase;
import io.llmops.rag.connect.Connectors;
import io.llmops.rag.retrieve.RetrievalMode;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * Is one version of a scenario better than another, and how sure are we? The two differ in the relevance that a passage
 * must reach; a prompt version or a model is compared in the same way. Both answer the same questions, in English and
 * Chinese, whose answers are known.
 *
 * <p>Run its main from your IDE; it needs no key and no network, and {@code LLMOPS_CHAT_MODEL} may name another model.
 * Everything is kept in {@code target/compare}.
 */
public final class CompareVersions {

    private CompareVersions() {}

    /** Runs both versions and prints how each did, and the difference. */
    public static void main(String[] args) {
        run(Path.of("target", "compare"), ChatModelName.fromEnvironment(), System.out);
    }

    static Comparison run(Path home, String model, PrintStream out) {
        try (LlmOps ops = LlmOps.builder().build()) {
            KnowledgeBase handbook = KnowledgeBase.builder(ops)
                    .name("handbook")
                    .directory(home.resolve("index"))
                    .embedding(KnowledgeBase.NO_EMBEDDING)
                    .source(Connectors.files(Handbook.unpack(home.resolve("handbook"))))
                    .build();
            handbook.sync();
            return compare(ops, handbook, model, Handbook.unpack(Handbook.QUESTIONS, home), out);
        }
    }

    private static Comparison compare(LlmOps ops, KnowledgeBase handbook, String model, Path csv, PrintStream out) {
        // snippet: compare
        Scenario strict = ops.scenario("strict") // or two versions of .prompt("answer@2"), or two models
                .model(model)
                .knowledge(handbook.mode(RetrievalMode.KEYWORD, 0.25))
                .build();
        Scenario lenient = ops.scenario("lenient")
                .model(model)
                .knowledge(handbook.mode(RetrievalMode.KEYWORD, 0.10))
                .build();

        Comparison comparison = Experiment.builder()
                .dataset(Datasets.csv(csv)) // question, expected, ...; or Dataset.vary(...).pairwise()
                .subject("strict", row -> ask(strict, row))
                .subject("lenient", row -> ask(lenient, row))
                .metric(TextMetrics.contains())
                .run()
                .compare("strict", "lenient");

        out.println(comparison.of("strict")); // share of good answers, with its 95 % interval
        out.println(comparison.of("lenient"));
        out.println(comparison); // the paired difference, with its interval and p
        // end
        return comparison;
    }

    private static Output ask(Scenario scenario, Example row) {
        return Output.of(scenario.ask(row.input().getOrDefault("question", "")).text());
    }
}
