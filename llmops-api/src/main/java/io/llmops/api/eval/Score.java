package io.llmops.api.eval;

/** What a metric says of one row: a value, or why there is none. An unscored row is neither good nor bad, and is shown. */
public sealed interface Score {

    /**
     * A value.
     *
     * @param value from 0, worst, to 1, best
     */
    record Value(double value) implements Score {
        /**
         * Checks the range.
         *
         * @throws IllegalArgumentException if it is not within 0 to 1
         */
        public Value {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException("a score is from 0 to 1, but is " + value);
            }
        }
    }

    /**
     * No value.
     *
     * @param reason why
     */
    record Unscored(String reason) implements Score {}

    /**
     * A value.
     *
     * @throws IllegalArgumentException if it is not within 0 to 1
     */
    static Score of(double value) {
        return new Value(value);
    }

    /** No value, and why. */
    static Score unscored(String reason) {
        return new Unscored(reason);
    }
}
