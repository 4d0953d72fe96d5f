package io.llmops.core.budget;

/** What a budget counts. */
enum Measure {
    MONEY,
    TOKENS,
    CALLS
}
