package io.llmops.core.cache;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.store.embedding.CosineSimilarity;
import io.llmops.api.cache.CachedQuestion;
import java.util.Optional;

/** Says by what a question is found again in other words, and whether another one is near enough. Thread-safe. */
final class Questions {

    /**
     * Longer ones are looked for exactly: an embedding model may cut them, so that a difference at their end is not seen. In
     * UTF-16 units.
     */
    static final int LONGEST = 500;

    private final EmbeddingModel model;
    private final double threshold;
    private final CacheCounts counts;

    Questions(EmbeddingModel model, double threshold, CacheCounts counts) {
        this.model = model;
        this.threshold = threshold;
        this.counts = counts;
    }

    /** By what it is found; empty if it is not one question of text, or the model fails. */
    Optional<CachedQuestion> of(CacheKey key) {
        String text = key.question();
        if (text == null || text.isBlank() || text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            Embedding vector = model.embed(text).content();
            String group = new FieldDigest()
                    .add(key.around())
                    .add(model.modelName())
                    .add(Wording.of(text))
                    .hex();
            return Optional.of(new CachedQuestion(group, vector));
        } catch (RuntimeException e) {
            counts.failures.increment();
            return Optional.empty();
        }
    }

    /** How near two questions are, if near enough; else -1. */
    double similarity(CachedQuestion asked, CachedQuestion kept) {
        if (asked.vector().dimension() != kept.vector().dimension()) {
            return -1;
        }
        double similarity = CosineSimilarity.between(asked.vector(), kept.vector());
        return similarity >= threshold ? similarity : -1;
    }
}
