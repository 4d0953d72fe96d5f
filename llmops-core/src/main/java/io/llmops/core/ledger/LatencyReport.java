package io.llmops.core.ledger;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Percentiles of a group of durations by nearest rank: the value at position {@code ceil(p / 100 * n)}, counted from 1,
 * of the sorted values.
 */
public final class LatencyReport {

    private final @Nullable Duration p50;
    private final @Nullable Duration p99;

    LatencyReport(Percentiles values) {
        this.p50 = values.at(50).orElse(null);
        this.p99 = values.at(99).orElse(null);
    }

    /** Half of the calls took at most this long; empty where there is no call. */
    public Optional<Duration> p50() {
        return Optional.ofNullable(p50);
    }

    /** 99 of 100 calls took at most this long; empty where there is no call. */
    public Optional<Duration> p99() {
        return Optional.ofNullable(p99);
    }

    /** Such as {@code p50 420 ms, p99 1.90 s}, or {@code unknown}. */
    @Override
    public String toString() {
        return p50 == null || p99 == null ? "unknown" : "p50 " + Words.duration(p50) + ", p99 " + Words.duration(p99);
    }
}
