package io.llmops.core.gateway;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.llmops.api.ledger.ErrorClass;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What stands before an endpoint, from the outside in: rate limit, breaker, bulkhead. Nobody waits here, and a refusal
 * counts nowhere as a failure. Who was let in ends by exactly one of {@link #succeeded}, {@link #failed} and
 * {@link #cancelled}. Thread-safe.
 */
final class Gate {

    private final @Nullable RateLimiter rateLimiter;
    private final CircuitBreaker breaker;
    private final @Nullable Bulkhead bulkhead;

    Gate(@Nullable RateLimiter rateLimiter, CircuitBreaker breaker, @Nullable Bulkhead bulkhead) {
        this.rateLimiter = rateLimiter;
        this.breaker = breaker;
        this.bulkhead = bulkhead;
    }

    /** Lets an attempt in, or says why not. */
    @Nullable Refusal enter() {
        if (rateLimiter != null && !rateLimiter.acquirePermission()) {
            return Refusal.RATE_LIMITED;
        }
        if (!breaker.tryAcquirePermission()) {
            return Refusal.OPEN;
        }
        if (bulkhead != null && !bulkhead.tryAcquirePermission()) {
            breaker.releasePermission();
            return Refusal.FULL;
        }
        return null;
    }

    void succeeded(long nanos) {
        leave();
        breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
    }

    void failed(long nanos, Throwable failure, ErrorClass kind) {
        leave();
        if (Reaction.isFault(kind)) {
            breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
        } else {
            breaker.releasePermission();
        }
    }

    /** The attempt was given up by us, which says nothing about the endpoint. */
    void cancelled() {
        leave();
        breaker.releasePermission();
    }

    CircuitBreaker.State breakerState() {
        return breaker.getState();
    }

    private void leave() {
        if (bulkhead != null) {
            bulkhead.onComplete();
        }
    }
}
