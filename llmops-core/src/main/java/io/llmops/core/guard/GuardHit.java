package io.llmops.core.guard;

import static java.util.Objects.requireNonNull;

/**
 * What a guard found, as the ledger keeps it: never the value of something secret or personal.
 *
 * @param what the lexicon's word, or the kind of what was found, such as {@code email}
 * @param category what it belongs to, such as {@code pii}
 * @param position index of its first UTF-16 unit in the text that the guard was given; 0 where it is about the whole
 */
public record GuardHit(String what, String category, int position) {

    /** Checks that nothing is missing. */
    public GuardHit {
        requireNonNull(what, "what");
        requireNonNull(category, "category");
        if (position < 0) {
            throw new IllegalArgumentException("position must not be negative, but is " + position);
        }
    }
}
