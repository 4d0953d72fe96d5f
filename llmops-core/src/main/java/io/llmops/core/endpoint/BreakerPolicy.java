package io.llmops.core.endpoint;

import java.time.Duration;

/**
 * When an endpoint that fails is left alone, and when it is tried again. Counted are timeouts, broken connections, answers
 * with an error of the server and overload; not what is wrong with one request, and not a rate limit, for which there is
 * the cooldown. Immutable.
 */
public final class BreakerPolicy {

    /** Calls that are looked at: the last {@value}. */
    public static final int DEFAULT_WINDOW = 20;
    /** Calls before anything is decided: {@value}; few, since LLM calls are slow and dear. */
    public static final int DEFAULT_MINIMUM_CALLS = 10;
    /**
     * Share of failures at which the breaker opens: {@value}. A provider under load fails a third of its calls for
     * minutes, which retries see to; a breaker is for one that is down.
     */
    public static final double DEFAULT_FAILURE_RATE = 0.8;
    /** How long it stays open: 30 s. */
    public static final Duration DEFAULT_OPEN_FOR = Duration.ofSeconds(30);
    /** Calls that probe the endpoint after that: {@value}. */
    public static final int DEFAULT_PROBES = 1;

    private final int window;
    private final int minimumCalls;
    private final double failureRate;
    private final Duration openFor;
    private final int probes;

    private BreakerPolicy(Builder b) {
        this.window = b.window;
        this.minimumCalls = b.minimumCalls;
        this.failureRate = b.failureRate;
        this.openFor = b.openFor;
        this.probes = b.probes;
    }

    /** A builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    int window() {
        return window;
    }

    int minimumCalls() {
        return minimumCalls;
    }

    double failureRate() {
        return failureRate;
    }

    Duration openFor() {
        return openFor;
    }

    int probes() {
        return probes;
    }

    /** Builds a {@link BreakerPolicy}. Not thread-safe. */
    public static final class Builder {
        private int window = DEFAULT_WINDOW;
        private int minimumCalls = DEFAULT_MINIMUM_CALLS;
        private double failureRate = DEFAULT_FAILURE_RATE;
        private Duration openFor = DEFAULT_OPEN_FOR;
        private int probes = DEFAULT_PROBES;

        private Builder() {}

        /**
         * So many of the last calls are looked at, and so many must have ended before anything is decided.
         *
         * @throws IllegalArgumentException if one is not positive, or {@code minimumCalls} is more than {@code window}
         */
        public Builder window(int window, int minimumCalls) {
            this.window = Checks.positive("breaker.window", window);
            this.minimumCalls = Checks.positive("breaker.minimumCalls", minimumCalls);
            if (minimumCalls > window) {
                throw new IllegalArgumentException("breaker.minimumCalls must not be more than the window of " + window
                        + ", but is " + minimumCalls);
            }
            return this;
        }

        /**
         * The share of failures at which it opens.
         *
         * @throws IllegalArgumentException if it is not from 0.01 to 1
         */
        public Builder failureRate(double failureRate) {
            this.failureRate = Checks.between("breaker.failureRate", failureRate, 0.01, 1);
            return this;
        }

        /**
         * How long it stays open before the endpoint is probed.
         *
         * @throws IllegalArgumentException if it is less than a millisecond
         */
        public Builder openFor(Duration openFor) {
            this.openFor = Checks.atLeast("breaker.openFor", openFor, Duration.ofMillis(1));
            return this;
        }

        /**
         * How many calls probe the endpoint.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder probes(int probes) {
            this.probes = Checks.positive("breaker.probes", probes);
            return this;
        }

        /** The policy. */
        public BreakerPolicy build() {
            return new BreakerPolicy(this);
        }
    }
}
