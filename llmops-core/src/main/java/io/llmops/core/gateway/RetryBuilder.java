package io.llmops.core.gateway;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How often one endpoint is tried, and how long a call waits in between: the back-off, or what the endpoint's
 * {@code Retry-After} asks for, plus a random part of up to {@link #jitter(double)} of the back-off. Not thread-safe.
 */
public final class RetryBuilder {

    /** Attempts at one endpoint, the first one included: {@value}. */
    public static final int DEFAULT_MAX_ATTEMPTS = 3;
    /** Wait after the first failure: half a second, since an overloaded provider is not over it sooner. */
    public static final Duration DEFAULT_BACKOFF = Duration.ofMillis(500);
    /** Growth of the wait from one failure to the next: {@value}. */
    public static final double DEFAULT_MULTIPLIER = 2.0;
    /** Longest back-off: 20 seconds; {@code Retry-After} may ask for more. */
    public static final Duration DEFAULT_MAX_BACKOFF = Duration.ofSeconds(20);
    /** Random part of the wait, by which callers that failed together come back apart: {@value} of the back-off. */
    public static final double DEFAULT_JITTER = 0.5;

    private int maxAttempts = DEFAULT_MAX_ATTEMPTS;
    private Duration backoff = DEFAULT_BACKOFF;
    private double multiplier = DEFAULT_MULTIPLIER;
    private Duration maxBackoff = DEFAULT_MAX_BACKOFF;
    private double jitter = DEFAULT_JITTER;

    RetryBuilder() {}

    /**
     * Attempts at one endpoint, the first one included; {@value #DEFAULT_MAX_ATTEMPTS} by default, 1 for no retry.
     *
     * @throws IllegalArgumentException if {@code maxAttempts} is less than 1
     */
    public RetryBuilder maxAttempts(int maxAttempts) {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts must be at least 1, but is " + maxAttempts);
        }
        this.maxAttempts = maxAttempts;
        return this;
    }

    /**
     * Wait after the first failure, and its growth from one failure to the next; half a second and
     * {@value #DEFAULT_MULTIPLIER} by default.
     *
     * @throws IllegalArgumentException if {@code first} is negative or {@code multiplier} less than 1
     */
    public RetryBuilder backoff(Duration first, double multiplier) {
        if (!(multiplier >= 1) || Double.isInfinite(multiplier)) {
            throw new IllegalArgumentException("multiplier must be at least 1, but is " + multiplier);
        }
        this.backoff = notNegative("backoff", first);
        this.multiplier = multiplier;
        return this;
    }

    /**
     * Longest back-off; 20 seconds by default. {@code Retry-After} may ask for more.
     *
     * @throws IllegalArgumentException if {@code maxBackoff} is negative
     */
    public RetryBuilder maxBackoff(Duration maxBackoff) {
        this.maxBackoff = notNegative("maxBackoff", maxBackoff);
        return this;
    }

    /**
     * Random part of the wait, as a share of the back-off; {@value #DEFAULT_JITTER} by default, 0 for none.
     *
     * @throws IllegalArgumentException if {@code jitter} is not within 0 and 1
     */
    public RetryBuilder jitter(double jitter) {
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter must be within 0 and 1, but is " + jitter);
        }
        this.jitter = jitter;
        return this;
    }

    RetryPolicy build() {
        return new RetryPolicy(maxAttempts, backoff, multiplier, maxBackoff, jitter);
    }

    private static Duration notNegative(String what, Duration duration) {
        if (requireNonNull(duration, what).isNegative()) {
            throw new IllegalArgumentException(what + " must not be negative, but is " + duration);
        }
        return duration;
    }
}
