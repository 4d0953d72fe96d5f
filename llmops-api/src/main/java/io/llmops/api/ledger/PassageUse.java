package io.llmops.api.ledger;

/**
 * A passage that a call was given.
 *
 * @param document the document's id in its source
 * @param chunk the chunk's id in the index
 * @param score its relevance, 0 to 1
 * @param cited whether the answer cited it
 */
public record PassageUse(String document, String chunk, double score, boolean cited) {}
