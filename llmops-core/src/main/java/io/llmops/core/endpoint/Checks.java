package io.llmops.core.endpoint;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** Checks of settings, with the property and the value in the message. */
final class Checks {

    /** The longest time that can be set: 36,500 days; sums of it and the clock do not overflow. */
    static final Duration LONGEST = Duration.ofDays(36_500);

    private Checks() {}

    static Duration positive(String property, Duration value) {
        if (requireNonNull(value, property).isNegative() || value.isZero()) {
            throw new IllegalArgumentException(property + " must be positive, but is " + value);
        }
        return notLonger(property, value);
    }

    static Duration atLeast(String property, Duration value, Duration least) {
        if (requireNonNull(value, property).compareTo(least) < 0) {
            throw new IllegalArgumentException(property + " must be at least " + least + ", but is " + value);
        }
        return notLonger(property, value);
    }

    private static Duration notLonger(String property, Duration value) {
        if (value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    property + " must be at most " + LONGEST.toDays() + " days, but is " + value);
        }
        return value;
    }

    static Duration notNegative(String property, Duration value) {
        if (requireNonNull(value, property).isNegative()) {
            throw new IllegalArgumentException(property + " must not be negative, but is " + value);
        }
        return notLonger(property, value);
    }

    static int positive(String property, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(property + " must be positive, but is " + value);
        }
        return value;
    }

    static double between(String property, double value, double min, double max) {
        if (!(value >= min && value <= max)) { // so written, NaN is refused too
            throw new IllegalArgumentException(property + " must be from " + min + " to " + max + ", but is " + value);
        }
        return value;
    }
}
