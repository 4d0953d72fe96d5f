package io.llmops.api.cache;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.data.embedding.Embedding;

/**
 * What a question is found again by when it is put in other words. The question itself is not kept.
 *
 * @param group a hash of everything that must be equal for two questions to share an answer
 * @param vector the question's embedding
 */
public record CachedQuestion(String group, Embedding vector) {

    /** Checks that both are there. */
    public CachedQuestion {
        requireNonNull(group, "group");
        requireNonNull(vector, "vector");
    }
}
