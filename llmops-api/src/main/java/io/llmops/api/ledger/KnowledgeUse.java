package io.llmops.api.ledger;

import java.util.List;

/**
 * What a call asked of a knowledge base.
 *
 * @param knowledge the knowledge base's name
 * @param hit whether at least one passage reached the relevance threshold
 * @param topScore relevance of the best passage, 0 to 1; 0 where there was none
 * @param passages the passages given to the model, best first
 */
public record KnowledgeUse(String knowledge, boolean hit, double topScore, List<PassageUse> passages) {

    /** Copies the list. */
    public KnowledgeUse {
        passages = List.copyOf(passages);
    }
}
