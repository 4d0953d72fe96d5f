package io.llmops.core.endpoint;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as it is just now: who may enter, how busy and how fast it is. The order of entry is breaker, bulkhead, rate
 * limit, since only a place in the last cannot be given back; a call that is kept out by one leaves no trace in the others.
 * Thread-safe.
 */
final class Lane {

    private static final double SMOOTHING = 0.16; // halves the weight of a latency in four calls
    private static final Duration NO_WAIT = Duration.ZERO;
    /** A latency that old says nothing any more, so that an endpoint that was slow once is tried again: 30 s. */
    private static final Duration STALE = Duration.ofSeconds(30);

    private final Endpoint endpoint;
    private final Time time;
    private final CircuitBreaker breaker;
    private final @Nullable AtomicRateLimiter limiter;
    private final @Nullable Bulkhead bulkhead;
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicLong latency = new AtomicLong(Double.doubleToLongBits(0));
    private final AtomicLong measuredAt;
    private final AtomicLong coolUntil;

    Lane(Endpoint endpoint, BreakerPolicy policy, Time time) {
        this.endpoint = endpoint;
        this.time = time;
        this.coolUntil = new AtomicLong(time.nanoTime());
        this.measuredAt = new AtomicLong(time.nanoTime());
        this.breaker = CircuitBreaker.of(endpoint.name(), breakerConfig(policy, time));
        this.limiter = endpoint.rateLimit() == 0 ? null : limiter(endpoint, time);
        this.bulkhead = endpoint.maxConcurrent() == 0
                ? null
                : Bulkhead.of(
                        endpoint.name(),
                        BulkheadConfig.custom()
                                .maxConcurrentCalls(endpoint.maxConcurrent())
                                .maxWaitDuration(NO_WAIT)
                                .build());
    }

    private static CircuitBreakerConfig breakerConfig(BreakerPolicy policy, Time time) {
        return CircuitBreakerConfig.custom()
                .slidingWindow(
                        policy.window(),
                        policy.minimumCalls(),
                        CircuitBreakerConfig.SlidingWindowType.COUNT_BASED,
                        CircuitBreakerConfig.SlidingWindowSynchronizationStrategy.LOCK_FREE)
                .failureRateThreshold((float) (policy.failureRate() * 100))
                .waitDurationInOpenState(policy.openFor())
                .permittedNumberOfCallsInHalfOpenState(policy.probes())
                .clock(new TimeClock(time))
                .currentTimestampFunction(clock -> time.nanoTime(), TimeUnit.NANOSECONDS)
                .writableStackTraceEnabled(false)
                .build();
    }

    /** A call waits for at most one period for its place. */
    private static AtomicRateLimiter limiter(Endpoint endpoint, Time time) {
        return new AtomicRateLimiter(
                endpoint.name(),
                RateLimiterConfig.custom()
                        .limitForPeriod(endpoint.rateLimit())
                        .limitRefreshPeriod(endpoint.ratePeriod())
                        .timeoutDuration(endpoint.ratePeriod())
                        .build(),
                time::nanoTime);
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /**
     * Lets a call in, or says by an empty result that it is kept out.
     *
     * @param atMost the longest wait that is of use to the call
     */
    Optional<Permit> enter(Duration atMost) {
        if (!breaker.tryAcquirePermission()) {
            return Optional.empty();
        }
        if (bulkhead != null && !bulkhead.tryAcquirePermission()) {
            breaker.releasePermission();
            return Optional.empty();
        }
        long wait = limiter == null ? 0 : reserve(limiter, atMost);
        if (wait < 0) {
            breaker.releasePermission();
            if (bulkhead != null) {
                bulkhead.releasePermission();
            }
            return Optional.empty();
        }
        busy.incrementAndGet();
        return Optional.of(new Permit(this, Duration.ofNanos(wait)));
    }

    /** Looked at first, since a reservation cannot be taken back, and would be lost to the calls of the next period. */
    private static long reserve(AtomicRateLimiter limiter, Duration atMost) {
        return limiter.getDetailedMetrics().getNanosToWait() > atMost.toNanos() ? -1 : limiter.reservePermission(1);
    }

    /** A call has left, in one of three ways. */
    void left(long nanos, Permit.End end, @Nullable Throwable failure) {
        busy.decrementAndGet();
        if (bulkhead != null) {
            bulkhead.onComplete();
        }
        switch (end) {
            case SUCCEEDED -> {
                breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
                long now = time.nanoTime();
                if (isStale(now)) {
                    latency.set(Double.doubleToLongBits(0));
                }
                measuredAt.set(now);
                latency.accumulateAndGet(nanos, Lane::smoothed);
            }
            case UNHEALTHY ->
                breaker.onError(nanos, TimeUnit.NANOSECONDS, failure == null ? new IllegalStateException() : failure);
            case NEUTRAL -> breaker.releasePermission();
        }
    }

    private static long smoothed(long bits, long nanos) {
        double before = Double.longBitsToDouble(bits);
        return Double.doubleToLongBits(before == 0 ? nanos : before + SMOOTHING * (nanos - before));
    }

    /** Other calls should prefer another endpoint for so long. */
    void cool(Duration duration) {
        long until = time.nanoTime() + duration.toNanos();
        coolUntil.accumulateAndGet(until, (a, b) -> a - b > 0 ? a : b);
    }

    boolean cooling() {
        return time.nanoTime() - coolUntil.get() < 0;
    }

    int busy() {
        return busy.get();
    }

    /** Nanoseconds, smoothed; 0 where no call has been answered lately, so that the endpoint is tried. */
    double latency() {
        return isStale(time.nanoTime()) ? 0 : Double.longBitsToDouble(latency.get());
    }

    private boolean isStale(long now) {
        return now - measuredAt.get() > STALE.toNanos();
    }

    /** The breaker's state, for reports. */
    String state() {
        return breaker.getState().name();
    }
}
