package io.llmops.api.model;

/** The disjoint classes in which tokens are counted and priced: every token of a call is in exactly one. */
public enum TokenClass {
    /** Input read at full price. */
    FRESH_INPUT,
    /** Input that the provider read from its prompt cache. */
    CACHE_READ,
    /** Input that the provider wrote to its prompt cache. */
    CACHE_WRITE,
    /** Output that the caller sees. */
    OUTPUT,
    /** Output spent on hidden reasoning. */
    REASONING;

    /** Whether tokens of this class were sent to the model, rather than made by it. */
    public boolean isInput() {
        return this == FRESH_INPUT || this == CACHE_READ || this == CACHE_WRITE;
    }
}
