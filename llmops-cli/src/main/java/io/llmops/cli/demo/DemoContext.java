package io.llmops.cli.demo;

import io.llmops.LlmOps;
import io.llmops.api.eval.Example;
import io.llmops.cli.console.ModelChoice;
import io.llmops.cli.console.Terminal;
import io.llmops.core.guard.SensitiveWords;
import io.llmops.core.scenario.ScenarioBuilder;
import io.llmops.eval.dataset.Datasets;
import io.llmops.rag.KnowledgeBase;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the steps of the demo share. */
record DemoContext(
        LlmOps ops,
        Terminal terminal,
        ModelChoice choice,
        Path directory,
        Path handbook,
        SensitiveWords words,
        Map<Language, KnowledgeBase> knowledge,
        int rows) {

    /** Longest answer of a model, in tokens: enough for a few sentences, and the end of a model that rambles. */
    static final int MAX_OUTPUT_TOKENS = 200;

    /** Ends each line that a generative model would change. */
    static final String MARK = "  [extractive]";

    PrintStream out() {
        return terminal.out();
    }

    /** Rows of a file of the handbook that is not a document. */
    List<Example> rows(String name) {
        return Datasets.csv(Handbook.unpack(name, directory)).examples();
    }

    /** The mark, where the model only quotes. */
    String mark() {
        return choice.generates() ? "" : MARK;
    }

    void title(String text) {
        out().printf("%n== %s%n", text);
    }

    KnowledgeBase knowledge(Language language) {
        return Objects.requireNonNull(knowledge.get(language));
    }

    /** A scenario on the handbook in that language; its prompt is for the caller to name. */
    ScenarioBuilder scenario(String name, Language language) {
        return choice.on(ops.scenario(name), ops, language.embedding())
                .knowledge(knowledge(language))
                .maxOutputTokens(MAX_OUTPUT_TOKENS)
                .guard(words);
    }
}
