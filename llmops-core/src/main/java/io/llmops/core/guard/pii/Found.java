package io.llmops.core.guard.pii;

import static java.util.Objects.requireNonNull;

/**
 * A place in a text where something was found; never the text itself.
 *
 * @param kind what was found, such as {@code email} or {@code sk-key}
 * @param start index of its first UTF-16 unit
 * @param end index after its last UTF-16 unit
 */
public record Found(String kind, int start, int end) {

    /** Checks that it is a place. */
    public Found {
        requireNonNull(kind, "kind");
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("a find must be a place in a text, but is " + start + ".." + end);
        }
    }
}
