package io.llmops.core.endpoint;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often a call is tried at one endpoint, and how long it waits in between. The wait is {@code backoff} times
 * {@code multiplier} to the power of the retries so far, at most {@code maxBackoff}, at least the endpoint's own
 * {@code Retry-After}; up to {@code jitter} of it is added at random, so that callers do not come back all at once.
 * Immutable.
 */
public final class RetryPolicy {

    /** Tries at one endpoint, the first included: {@value}. */
    public static final int DEFAULT_MAX_ATTEMPTS = 3;
    /** Wait before the first retry: 500 ms, since a provider that is too busy seldom recovers sooner. */
    public static final Duration DEFAULT_BACKOFF = Duration.ofMillis(500);
    /** What each further wait is longer by: {@value} times. */
    public static final double DEFAULT_MULTIPLIER = 2.0;
    /** Longest wait that is not asked for by the endpoint: 20 s, or the first one if that is longer. */
    public static final Duration DEFAULT_MAX_BACKOFF = Duration.ofSeconds(20);
    /** Share of a wait that is added at random: {@value}. */
    public static final double DEFAULT_JITTER = 0.25;

    private final int maxAttempts;
    private final Duration backoff;
    private final double multiplier;
    private final Duration maxBackoff;
    private final double jitter;

    private RetryPolicy(Builder b) {
        this.maxAttempts = b.maxAttempts;
        this.backoff = b.backoff;
        this.multiplier = b.multiplier;
        this.maxBackoff = b.longest();
        this.jitter = b.jitter;
    }

    /** A builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Tries at one endpoint, the first included. */
    public int maxAttempts() {
        return maxAttempts;
    }

    /**
     * The wait before a retry, without jitter.
     *
     * @param retry from 1
     * @param retryAfter what the endpoint asks for; zero for nothing
     */
    Duration wait(int retry, Duration retryAfter) {
        double millis = Math.min(
                (double) backoff.toMillis() * Math.pow(multiplier, retry - 1.0), (double) maxBackoff.toMillis());
        Duration own = Duration.ofMillis((long) millis);
        return own.compareTo(retryAfter) >= 0 ? own : retryAfter;
    }

    /**
     * The wait with its jitter.
     *
     * @param random from 0 to 1
     */
    Duration jittered(Duration wait, double random) {
        return wait.plusMillis((long) ((double) wait.toMillis() * jitter * random));
    }

    /** Builds a {@link RetryPolicy}. Not thread-safe. */
    public static final class Builder {
        private int maxAttempts = DEFAULT_MAX_ATTEMPTS;
        private Duration backoff = DEFAULT_BACKOFF;
        private double multiplier = DEFAULT_MULTIPLIER;
        private @Nullable Duration maxBackoff;
        private double jitter = DEFAULT_JITTER;

        private Builder() {}

        /**
         * Tries at one endpoint, the first included; 1 for no retry.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder maxAttempts(int maxAttempts) {
            this.maxAttempts = Checks.positive("retry.maxAttempts", maxAttempts);
            return this;
        }

        /**
         * The wait before the first retry, and what each further one is longer by.
         *
         * @throws IllegalArgumentException if {@code backoff} is negative or {@code multiplier} is not from 1 to 100
         */
        public Builder backoff(Duration backoff, double multiplier) {
            this.backoff = Checks.notNegative("retry.backoff", backoff);
            this.multiplier = Checks.between("retry.multiplier", multiplier, 1, 100);
            return this;
        }

        /**
         * The longest wait that is not asked for by the endpoint; by default 20 s, or the first wait if that is longer.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder maxBackoff(Duration maxBackoff) {
            this.maxBackoff = Checks.positive("retry.maxBackoff", maxBackoff);
            return this;
        }

        /**
         * The share of a wait that is added at random.
         *
         * @throws IllegalArgumentException if it is not from 0 to 1
         */
        public Builder jitter(double jitter) {
            this.jitter = Checks.between("retry.jitter", jitter, 0, 1);
            return this;
        }

        private Duration longest() {
            if (maxBackoff == null) {
                return backoff.compareTo(DEFAULT_MAX_BACKOFF) > 0 ? backoff : DEFAULT_MAX_BACKOFF;
            }
            return Checks.atLeast("retry.maxBackoff", maxBackoff, backoff);
        }

        /**
         * The policy.
         *
         * @throws IllegalArgumentException if {@code maxBackoff} was set to less than {@code backoff}
         */
        public RetryPolicy build() {
            return new RetryPolicy(this);
        }
    }
}
