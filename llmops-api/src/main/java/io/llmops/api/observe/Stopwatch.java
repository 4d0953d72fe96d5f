package io.llmops.api.observe;

import java.time.Duration;

/** Measures how long an operation takes, by the process's monotonic clock. Immutable. */
public final class Stopwatch {

    private final long start = System.nanoTime();

    private Stopwatch() {}

    /** Starts now. */
    public static Stopwatch start() {
        return new Stopwatch();
    }

    /** Time since the start. */
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
