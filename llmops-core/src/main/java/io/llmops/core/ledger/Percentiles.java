package io.llmops.core.ledger;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Durations and their percentiles by nearest rank: the value at position {@code ceil(p / 100 * n)}, counted from 1, of
 * the sorted values; so it is always a value that occurred.
 */
final class Percentiles {

    private long[] nanos = new long[64];
    private int count;

    void add(Duration duration) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = duration.toNanos();
    }

    /** The percentile, 1 to 100; empty where there is no value. */
    Optional<Duration> at(int percent) {
        if (count == 0) {
            return Optional.empty();
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        int rank = (int) (((long) percent * count + 99) / 100);
        return Optional.of(Duration.ofNanos(sorted[rank - 1]));
    }
}
