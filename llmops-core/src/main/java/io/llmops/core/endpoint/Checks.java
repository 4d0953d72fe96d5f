package io.llmops.core.endpoint;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** Checks of settings, with the property and the value in the message. */
final class Checks {

    private Checks() {}

    static Duration positive(String property, Duration value) {
        if (requireNonNull(value, property).isNegative() || value.isZero()) {
            throw new IllegalArgumentException(property + " must be positive, but is " + value);
        }
        return value;
    }

    static Duration notNegative(String property, Duration value) {
        if (requireNonNull(value, property).isNegative()) {
            throw new IllegalArgumentException(property + " must not be negative, but is " + value);
        }
        return value;
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
