package io.llmops.rag.index;

import java.util.List;

/**
 * The best chunks for a question by meaning and by words, both from one commit. Every score is the cosine relevance.
 *
 * @param byVector nearest vectors first
 * @param byKeyword best BM25 first
 */
public record Candidates(List<Hit> byVector, List<Hit> byKeyword) {

    /** Copies the lists. */
    public Candidates {
        byVector = List.copyOf(byVector);
        byKeyword = List.copyOf(byKeyword);
    }
}
