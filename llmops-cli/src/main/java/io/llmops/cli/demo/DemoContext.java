package io.llmops.cli.demo;

import io.llmops.LlmOps;
import io.llmops.cli.ModelChoice;
import io.llmops.cli.Terminal;
import io.llmops.core.guard.SensitiveWords;
import io.llmops.core.scenario.ScenarioBuilder;
import io.llmops.rag.KnowledgeBase;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** What the steps of the demo share. */
record DemoContext(
        LlmOps ops,
        Terminal terminal,
        ModelChoice choice,
        Path handbook,
        SensitiveWords words,
        Map<Language, KnowledgeBase> knowledge) {

    /** Ends each line that a generative model would change. */
    static final String MARK = "  [extractive]";

    PrintStream out() {
        return terminal.out();
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
        return ops.scenario(name)
                .model(choice.ref().toString())
                .knowledge(knowledge(language))
                .guard(words);
    }
}
