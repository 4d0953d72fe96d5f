package io.llmops.otel;

import java.time.Duration;

/** Durations as the conventions write them. */
final class Seconds {

    private static final double NANOS = 1e9;

    private Seconds() {}

    /** Seconds with a fraction. */
    static double of(Duration duration) {
        return duration.toNanos() / NANOS;
    }
}
