package io.llmops.core.ledger;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Figures as people read them. */
final class Words {

    private Words() {}

    static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    static String duration(Duration d) {
        long millis = d.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        }
        return millis < 120_000
                ? String.format(Locale.ROOT, "%.2f s", millis / 1e3)
                : String.format(Locale.ROOT, "%.1f min", millis / 60e3);
    }

    static String score(OptionalDouble value) {
        return value.isEmpty() ? "unknown" : String.format(Locale.ROOT, "%.2f", value.getAsDouble());
    }

    static String lost(long dropped) {
        return count(dropped) + " records of this time: sums may lack as many calls";
    }

    static String estimatedFor(long estimated, long calls) {
        return estimated == 0 ? "" : "; estimated for " + count(estimated) + " of " + count(calls) + " calls";
    }

    static String unknownFor(long unknown, long calls) {
        return unknown == 0 ? "" : "; unknown for " + count(unknown) + " of " + count(calls) + " calls";
    }

    /** Such as {@code project 3, person 1}. */
    static String counts(Map<?, Long> counts) {
        return counts.entrySet().stream()
                .map(e -> e.getKey().toString().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + count(e.getValue()))
                .collect(Collectors.joining(", "));
    }
}
