package io.llmops.core.gateway;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** What an endpoint is doing just now, as far as routing wants to know. Thread-safe. */
final class Load {

    /** Weight of the newest answer in the moving average of latencies: {@value}, so that some ten answers make it up. */
    static final double NEWEST = 0.2;
    /** A latency that old says nothing any more, and the endpoint is tried anew: 30 seconds. */
    static final Duration STALE = Duration.ofSeconds(30);

    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile Latency latency = new Latency(0, Long.MIN_VALUE);
    private volatile long coolUntil = Long.MIN_VALUE;

    private record Latency(double nanos, long measuredAt) {}

    void began() {
        inFlight.incrementAndGet();
    }

    void ended() {
        inFlight.decrementAndGet();
    }

    int inFlight() {
        return inFlight.get();
    }

    /** An answer came; a lost update under a race is a lost sample, no more. */
    void answered(long nanos, long now) {
        Latency before = latency;
        latency = new Latency(
                isStale(before, now) ? nanos : before.nanos + NEWEST * (nanos - before.nanos), now);
    }

    /** The moving average in nanoseconds; 0 where nothing was measured lately, so that it is tried. */
    double latency(long now) {
        Latency last = latency;
        return isStale(last, now) ? 0 : last.nanos;
    }

    void coolUntil(long until) {
        coolUntil = until;
    }

    boolean isCooling(long now) {
        long until = coolUntil;
        return until != Long.MIN_VALUE && until - now > 0;
    }

    private static boolean isStale(Latency latency, long now) {
        return latency.measuredAt == Long.MIN_VALUE || now - latency.measuredAt > STALE.toNanos();
    }
}
