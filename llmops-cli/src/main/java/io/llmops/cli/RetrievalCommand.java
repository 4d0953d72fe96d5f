package io.llmops.cli;

import dev.langchain4j.model.embedding.EmbeddingModel;
import io.llmops.LlmOps;
import io.llmops.cli.console.Terminal;
import io.llmops.eval.retrieval.BeirFiles;
import io.llmops.eval.retrieval.Qrels;
import io.llmops.eval.retrieval.RetrievalEvaluation;
import io.llmops.eval.retrieval.RetrievalReport;
import io.llmops.rag.retrieve.RetrievalMode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code llmops eval retrieval}: how well and how fast passages are found, on data in BEIR's layout. */
@Command(
        name = "retrieval",
        mixinStandardHelpOptions = true,
        description = {
            "Index a corpus, ask every query, and compare the ranked lists with the judgements.",
            "Files are in BEIR's layout: corpus.jsonl (_id, title, text), queries.jsonl (_id, text),",
            "qrels.tsv (query-id, corpus-id, score, with a header)."
        })
final class RetrievalCommand implements Callable<Integer> {

    /** How a report is printed. */
    enum Format {
        /** For people. */
        TEXT,
        /** One JSON object. */
        JSON
    }

    private final Terminal terminal;

    @Option(names = "--corpus", required = true, paramLabel = "FILE", description = "corpus.jsonl")
    private Path corpus;

    @Option(names = "--queries", required = true, paramLabel = "FILE", description = "queries.jsonl")
    private Path queries;

    @Option(names = "--qrels", required = true, paramLabel = "FILE", description = "qrels.tsv")
    private Path qrels;

    @Option(
            names = "--embedding",
            paramLabel = "MODEL",
            defaultValue = "onnx/all-minilm-l6-v2",
            description = "Embedding model, or none; onnx/ may be left out (default: ${DEFAULT-VALUE}).")
    private String embedding;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description = "vector, keyword or hybrid (default: vector, or keyword without an embedding model).")
    private @Nullable RetrievalMode mode;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json (default: ${DEFAULT-VALUE}).")
    private Format format;

    RetrievalCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Map<String, String> questions = BeirFiles.queries(queries);
        Qrels judgements = Qrels.beir(qrels);
        try (LlmOps ops = LlmOps.builder().build();
                RankedCorpus ranked = RankedCorpus.create(model(ops), mode)) {
            int documents = ranked.index(BeirFiles.corpus(corpus));
            terminal.err().printf("%d documents indexed, asking %d queries%n", documents, questions.size());
            RetrievalReport report = RetrievalEvaluation.run(
                    questions, judgements, q -> ranked.rank(q, RetrievalEvaluation.DEPTH), System::nanoTime);
            terminal.out().println(format == Format.JSON ? report.toJson() : report.toString());
            return 0;
        }
    }

    /** No model for "none"; a name without a provider is one of onnx. */
    private Optional<EmbeddingModel> model(LlmOps ops) {
        if (embedding.equals("none")) {
            return Optional.empty();
        }
        String ref = embedding.indexOf('/') < 0 ? "onnx/" + embedding : embedding;
        return Optional.of(ops.embeddingModel(ref, "eval-retrieval"));
    }
}
