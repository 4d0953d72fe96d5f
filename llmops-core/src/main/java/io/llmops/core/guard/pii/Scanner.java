package io.llmops.core.guard.pii;

/** Looks for things of one form. Immutable, and takes time in proportion to the text, whatever the text is. */
interface Scanner {

    /** @param text with full-width ASCII made plain by {@link Narrow}, so that positions are those of the original */
    void scan(String text, Finds finds);
}
