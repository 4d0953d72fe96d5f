package io.llmops.core.gateway;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * When an endpoint that keeps failing is left alone, and for how long. Not thread-safe.
 *
 * <p>A limit that the endpoint has reached (429) and a request that it finds wrong are no failures here: both say that
 * it lives.
 */
public final class BreakerBuilder {

    /**
     * Share of failed attempts at which it opens: {@value}. An overloaded provider fails a third of its calls for
     * minutes, and retries see to those; a breaker is for one that is down.
     */
    public static final double DEFAULT_FAILURE_RATE = 0.8;
    /** Attempts that the share is taken of, the last ones: {@value}. */
    public static final int DEFAULT_WINDOW = 20;
    /** Attempts before the share counts: {@value}, since a call to a model is slow and dear. */
    public static final int DEFAULT_MINIMUM_CALLS = 10;
    /** How long it stays open before the next probe: 30 seconds. */
    public static final Duration DEFAULT_OPEN_FOR = Duration.ofSeconds(30);
    /** Attempts let through to find out whether it is well again: {@value}. */
    public static final int DEFAULT_PROBES = 2;

    private double failureRate = DEFAULT_FAILURE_RATE;
    private int window = DEFAULT_WINDOW;
    private int minimumCalls = DEFAULT_MINIMUM_CALLS;
    private Duration openFor = DEFAULT_OPEN_FOR;
    private int probes = DEFAULT_PROBES;

    BreakerBuilder() {}

    /**
     * Share of failed attempts at which it opens; {@value #DEFAULT_FAILURE_RATE} by default.
     *
     * @throws IllegalArgumentException if {@code failureRate} is not above 0 and at most 1
     */
    public BreakerBuilder failureRate(double failureRate) {
        if (!(failureRate > 0 && failureRate <= 1)) {
            throw new IllegalArgumentException("failureRate must be above 0 and at most 1, but is " + failureRate);
        }
        this.failureRate = failureRate;
        return this;
    }

    /**
     * How many of the last attempts the share is taken of; {@value #DEFAULT_WINDOW} by default.
     *
     * @throws IllegalArgumentException if {@code window} is less than 1
     */
    public BreakerBuilder window(int window) {
        this.window = positive("window", window);
        return this;
    }

    /**
     * Attempts before the share counts; {@value #DEFAULT_MINIMUM_CALLS} by default, or the window if that is less.
     *
     * @throws IllegalArgumentException if {@code minimumCalls} is less than 1
     */
    public BreakerBuilder minimumCalls(int minimumCalls) {
        this.minimumCalls = positive("minimumCalls", minimumCalls);
        return this;
    }

    /**
     * How long it stays open; 30 seconds by default.
     *
     * @throws IllegalArgumentException if {@code openFor} is less than a millisecond
     */
    public BreakerBuilder openFor(Duration openFor) {
        if (requireNonNull(openFor, "openFor").toMillis() < 1) {
            throw new IllegalArgumentException("openFor must be at least a millisecond, but is " + openFor);
        }
        this.openFor = openFor;
        return this;
    }

    /**
     * Attempts let through once it was open long enough; it closes if their share of failures is below the rate.
     * {@value #DEFAULT_PROBES} by default.
     *
     * @throws IllegalArgumentException if {@code probes} is less than 1
     */
    public BreakerBuilder probes(int probes) {
        this.probes = positive("probes", probes);
        return this;
    }

    BreakerPolicy build() {
        return new BreakerPolicy(failureRate, window, Math.min(minimumCalls, window), openFor, probes);
    }

    private static int positive(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, but is " + value);
        }
        return value;
    }
}
