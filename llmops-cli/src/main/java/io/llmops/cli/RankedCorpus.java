package io.llmops.cli;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.knowledge.Passage;
import io.llmops.eval.retrieval.CorpusDocument;
import io.llmops.rag.index.Chunk;
import io.llmops.rag.index.ChunkIndex;
import io.llmops.rag.index.IndexSettings;
import io.llmops.rag.retrieve.RetrievalMode;
import io.llmops.rag.retrieve.Retriever;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A corpus in an index of its own, one passage a document, deleted when it is closed. Used by one thread. */
final class RankedCorpus implements AutoCloseable {

    private static final int BATCH = 512;

    private final Optional<EmbeddingModel> model;
    private final Path directory;
    private final ChunkIndex index;
    private final Retriever retriever;

    private RankedCorpus(Optional<EmbeddingModel> model, RetrievalMode mode, Path directory) {
        this.model = model;
        this.directory = directory;
        this.index = ChunkIndex.open(
                directory,
                model.map(m -> new IndexSettings(m.modelName(), m.dimension())).orElse(IndexSettings.KEYWORD_ONLY));
        Retriever.Builder builder = Retriever.builder(index).mode(mode);
        model.ifPresent(builder::embedding);
        this.retriever = builder.build();
    }

    /**
     * An empty corpus.
     *
     * @param mode how it is searched; by vectors where null, or by keywords where there is no model
     * @throws ConfigurationException if the mode needs a model and there is none
     */
    static RankedCorpus create(Optional<EmbeddingModel> model, @Nullable RetrievalMode mode) {
        RetrievalMode chosen = mode != null ? mode : model.isPresent() ? RetrievalMode.VECTOR : RetrievalMode.KEYWORD;
        if (chosen != RetrievalMode.KEYWORD && model.isEmpty()) {
            throw new ConfigurationException("--mode " + chosen.name().toLowerCase(Locale.ROOT)
                    + " needs an embedding model: give one with --embedding");
        }
        try {
            return new RankedCorpus(model, chosen, Files.createTempDirectory("llmops-eval"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Indexes every document and returns how many there were. */
    int index(Stream<CorpusDocument> documents) {
        List<CorpusDocument> batch = new ArrayList<>();
        int[] count = {0};
        try (documents) {
            documents.forEach(d -> {
                batch.add(d);
                count[0]++;
                if (batch.size() == BATCH) {
                    write(batch);
                }
            });
        }
        write(batch);
        index.commit();
        return count[0];
    }

    /** Ids of the best documents for a query, best first. */
    List<String> rank(String query, int depth) {
        return retriever.retrieve(query, depth, 0).passages().stream()
                .map(Passage::document)
                .toList();
    }

    private void write(List<CorpusDocument> batch) {
        List<TextSegment> texts = batch.stream()
                .map(d -> TextSegment.from(d.title().isBlank() ? d.text() : d.title() + "\n" + d.text()))
                .toList();
        List<Embedding> vectors = model.isPresent() && !texts.isEmpty()
                ? model.get().embedAll(texts).content()
                : List.of();
        for (int i = 0; i < batch.size(); i++) {
            String id = batch.get(i).id();
            float[] vector = vectors.isEmpty() ? null : vectors.get(i).vector();
            index.replace(
                    id, "1", Map.of(), List.of(new Chunk(id, id, 0, texts.get(i).text(), Map.of(), vector)));
        }
        batch.clear();
    }

    @Override
    public void close() {
        index.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(f -> f.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
