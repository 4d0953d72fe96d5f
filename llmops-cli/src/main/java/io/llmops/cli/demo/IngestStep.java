package io.llmops.cli.demo;

import io.llmops.cli.console.SyncBar;
import io.llmops.rag.KnowledgeBase;
import io.llmops.rag.connect.Connectors;
import io.llmops.rag.ingest.SyncReport;
import java.nio.file.Path;
import java.util.Locale;

/** Takes the handbook in, one knowledge base a language. */
final class IngestStep {

    private final DemoContext context;
    private final Path index;

    IngestStep(DemoContext context, Path index) {
        this.context = context;
        this.index = index;
    }

    void run() {
        context.title("Ingest: Markdown, HTML, PDF, DOCX, CSV and text in two languages");
        for (Language language : Language.values()) {
            KnowledgeBase base = KnowledgeBase.builder(context.ops())
                    .name("handbook-" + language.code())
                    .directory(index.resolve(language.code()))
                    .embedding(language.embedding())
                    .source(Connectors.files(context.handbook().resolve(language.code())))
                    .build();
            context.knowledge().put(language, base);
            SyncReport report = SyncBar.sync(base, context.terminal());
            context.out()
                    .printf(
                            Locale.ROOT,
                            "%s: %s, in %.1f s%n",
                            base.name(),
                            report,
                            report.duration().toMillis() / 1000.0);
            context.out()
                    .printf(
                            "    %d documents, %d passages, embedded by %s in this process%n",
                            base.documents().size(), base.size(), language.embedding());
        }
    }
}
