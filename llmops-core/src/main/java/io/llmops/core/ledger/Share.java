package io.llmops.core.ledger;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A part of a whole, with both counts, so that a rate never stands without its denominator.
 *
 * @param part how many have the property
 * @param of how many were looked at
 */
public record Share(long part, long of) {

    /**
     * Checks the counts.
     *
     * @throws IllegalArgumentException if {@code part} is negative or more than {@code of}
     */
    public Share {
        if (part < 0 || part > of) {
            throw new IllegalArgumentException(part + " is no part of " + of);
        }
    }

    /** The share, 0 to 1; empty where nothing was looked at, which is not zero. */
    public OptionalDouble value() {
        return of == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / of);
    }

    /** Such as {@code 87.5% (7 of 8)}, or {@code unknown (0 of 0)}. */
    @Override
    public String toString() {
        return of == 0
                ? "unknown (0 of 0)"
                : String.format(Locale.ROOT, "%.1f%% (%,d of %,d)", 100.0 * part / of, part, of);
    }
}
