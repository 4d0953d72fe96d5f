package io.llmops.api.knowledge;

import java.util.List;

/**
 * What a knowledge base found.
 *
 * @param passages those that reach the threshold, best first; empty means that the knowledge base cannot answer
 * @param topScore relevance of the best passage whether it reached the threshold or not, 0 to 1
 * @param threshold the relevance that a passage must reach
 */
public record Retrieval(List<Passage> passages, double topScore, double threshold) {

    /** Copies the list. */
    public Retrieval {
        passages = List.copyOf(passages);
    }

    /** Whether at least one passage reaches the threshold. */
    public boolean hit() {
        return !passages.isEmpty();
    }
}
