package io.llmops.api.knowledge;

/**
 * A numbered reference in an answer that was checked to point to a passage which the model was given.
 *
 * @param number as it stands in the answer's text, {@code [number]}
 * @param passage the passage that it resolves to
 */
public record Citation(int number, Passage passage) {}
