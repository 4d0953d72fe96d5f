package io.llmops.rag.ingest;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import io.llmops.api.exception.IndexException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/** Embeds texts in large calls, equal texts once. */
final class Vectors {

    /** Texts in one call of the model: a batched model is fast, and no provider refuses it. */
    static final int BATCH = 256;

    private final EmbeddingModel model;

    Vectors(EmbeddingModel model) {
        this.model = model;
    }

    /**
     * A vector for each text.
     *
     * @param embedded told after each call how many texts went into it
     */
    Map<String, float[]> of(Set<String> texts, IntConsumer embedded) {
        List<String> all = new ArrayList<>(new LinkedHashSet<>(texts));
        Map<String, float[]> vectors = new HashMap<>();
        for (int from = 0; from < all.size(); from += BATCH) {
            List<String> batch = all.subList(from, Math.min(all.size(), from + BATCH));
            List<Embedding> embeddings = model.embedAll(
                            batch.stream().map(TextSegment::from).toList())
                    .content();
            if (embeddings.size() != batch.size()) {
                throw new IndexException("the embedding model gave " + embeddings.size() + " vectors for "
                        + batch.size() + " texts; it does not fit a knowledge base");
            }
            for (int i = 0; i < batch.size(); i++) {
                vectors.put(batch.get(i), embeddings.get(i).vector());
            }
            embedded.accept(batch.size());
        }
        return vectors;
    }
}
