package io.llmops.cli;

import io.llmops.LlmOps;
import io.llmops.cli.console.SyncBar;
import io.llmops.cli.console.Terminal;
import io.llmops.rag.KnowledgeBase;
import io.llmops.rag.KnowledgeBaseBuilder;
import io.llmops.rag.connect.Connectors;
import io.llmops.rag.ingest.SyncFailure;
import io.llmops.rag.ingest.SyncReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code llmops ingest}: takes a folder's documents into a knowledge base, and again whenever it is called. */
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        description = {
            "Take the documents of a folder into a knowledge base on disk.",
            "Called again, it takes in what is new or changed and takes out what is gone.",
            "A knowledge base holds one source: another --from that would take out documents is refused",
            "unless --replace is given. If no document can be read, none is taken out."
        })
final class IngestCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = "--knowledge",
            required = true,
            paramLabel = "DIR",
            description = "Directory of the knowledge base; made if it is missing.")
    private Path knowledge;

    @Option(names = "--from", required = true, paramLabel = "PATH", description = "A folder, or one file.")
    private Path from;

    @Option(
            names = "--embedding",
            paramLabel = "MODEL",
            description = {
                "Embedding model, such as onnx/all-minilm-l6-v2 (English), onnx/bge-small-zh-v1.5 (Chinese),",
                "openai/text-embedding-3-small, or none for keywords only.",
                "Default: the knowledge base's own, else by the language of the documents."
            })
    private @Nullable String embedding;

    @Option(names = "--replace", description = "Let another --from take out the documents of the former.")
    private boolean replace;

    IngestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (LlmOps ops = LlmOps.builder().build()) {
            String model = embedding != null ? embedding : KnowledgeDirectory.embeddingFor(ops, knowledge, from);
            terminal.out().println("Embedding model: " + model);
            KnowledgeBaseBuilder builder = KnowledgeBase.builder(ops)
                    .name(KnowledgeDirectory.name(knowledge))
                    .directory(knowledge)
                    .embedding(model)
                    .source(Connectors.files(from));
            if (!replace) {
                builder.keepSource();
            }
            try (KnowledgeBase base = builder.build()) {
                SyncReport report = SyncBar.sync(base, terminal);
                print(report, base);
                return report.failed().isEmpty() || base.size() > 0 ? 0 : 1;
            }
        }
    }

    private void print(SyncReport report, KnowledgeBase base) {
        terminal.out()
                .printf(
                        "%d added, %d replaced, %d removed, %d unchanged, %d failed, in %.1f s%n",
                        report.added(),
                        report.replaced(),
                        report.removed(),
                        report.unchanged(),
                        report.failed().size(),
                        report.duration().toMillis() / 1000.0);
        for (SyncFailure failure : report.failed()) {
            terminal.out().println("  failed: " + failure);
        }
        terminal.out()
                .printf(
                        "%d documents in %d chunks are in %s%n",
                        base.documents().size(), base.size(), knowledge);
        if (base.documents().isEmpty() && report.failed().isEmpty()) {
            terminal.out().println("There are no documents in " + from + ": put some there and call this again");
        }
        if (base.size() > 0) {
            terminal.out().printf("Ask them: llmops ask --knowledge %s \"...\"%n", knowledge);
        }
    }
}
