package io.llmops.core.limit;

import static java.util.Objects.requireNonNull;

import io.llmops.core.budget.Subject;
import java.time.Duration;

/**
 * So many calls or tokens in any window of time. A call that finds no room is refused at once, or waits up to a bound.
 * Immutable; each method gives a changed copy.
 *
 * <pre>{@code
 * RateLimit.calls(60, Duration.ofMinutes(1)).per(Subject.TENANT)
 * RateLimit.tokens(100_000, Duration.ofMinutes(1)).maxWait(Duration.ofSeconds(5))
 * }</pre>
 *
 * <p>Unlike a bucket that is full at the start, it never lets twice the limit through around the end of a period. Tokens are
 * taken by the upper bound of a call, and what was not used is given back when it ends. Counted in this process only.
 *
 * @param unit what is counted
 * @param permits how many in any window
 * @param window how long a window is
 * @param subject whose calls share one limit; {@link Subject#ALL} by default
 * @param maxWait how long a call may wait for room; zero by default
 */
public record RateLimit(Unit unit, long permits, Duration window, Subject subject, Duration maxWait) {

    /** What is counted. */
    public enum Unit {
        /** Calls that are let in; their retries are not counted. */
        CALLS,
        /** Tokens, input and output together. */
        TOKENS
    }

    private static final Duration LONGEST = Duration.ofDays(366);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if {@code permits} or {@code window} is not positive, or {@code maxWait} is negative
     */
    public RateLimit {
        requireNonNull(unit, "unit");
        requireNonNull(subject, "subject");
        if (permits < 1) {
            throw new IllegalArgumentException("a rate limit must be positive, but is " + permits);
        }
        if (window.compareTo(Duration.ofMillis(1)) < 0 || window.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a rate limit's window must be from 1 ms to 366 days, but is " + window);
        }
        if (maxWait.isNegative() || maxWait.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("maxWait must be from 0 to 366 days, but is " + maxWait);
        }
    }

    /**
     * So many calls in any window.
     *
     * @throws IllegalArgumentException if one is not positive
     */
    public static RateLimit calls(long permits, Duration window) {
        return new RateLimit(Unit.CALLS, permits, window, Subject.ALL, Duration.ZERO);
    }

    /**
     * So many tokens, input and output together, in any window.
     *
     * @throws IllegalArgumentException if one is not positive
     */
    public static RateLimit tokens(long permits, Duration window) {
        return new RateLimit(Unit.TOKENS, permits, window, Subject.ALL, Duration.ZERO);
    }

    /** Whose calls share one limit. */
    public RateLimit per(Subject subject) {
        return new RateLimit(unit, permits, window, subject, maxWait);
    }

    /**
     * How long a call may wait for room, on its thread, first come first served.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public RateLimit maxWait(Duration maxWait) {
        return new RateLimit(unit, permits, window, subject, maxWait);
    }

    /** For people: {@code 60 calls in 1m for each tenant}. */
    @Override
    public String toString() {
        String each =
                subject == Subject.ALL ? "" : " for each " + subject.name().toLowerCase(java.util.Locale.ROOT);
        return permits + " " + unit.name().toLowerCase(java.util.Locale.ROOT) + " in "
                + window.toString().substring(2) + each;
    }
}
