package io.llmops.api.ledger;

/** How much a match of a guardrail matters, as the lexicon's owner rates it; from the least to the most. */
public enum Severity {
    /** Worth counting. */
    LOW,
    /** What a word has that is not rated. */
    MEDIUM,
    /** Worth acting on at once. */
    HIGH
}
