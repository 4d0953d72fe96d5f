package io.llmops.core.ledger;

import java.util.OptionalDouble;

/**
 * How well the knowledge base met the questions of a scenario.
 *
 * @param hits questions for which a passage reached the relevance threshold, of the questions asked of a knowledge base
 * @param meanRelevance mean of the best passage's score over those questions, 0 to 1, misses included; empty where
 *     there is none
 * @param medianRelevance median of the same
 * @param cited answers that cite at least one passage, of the answers whose model was given passages
 */
public record KnowledgeReport(Share hits, OptionalDouble meanRelevance, OptionalDouble medianRelevance, Share cited) {

    /** Questions that were asked of a knowledge base. */
    public long questions() {
        return hits.of();
    }
}
