package io.llmops.api.model;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Tokens of one call, by class. The classes are disjoint, so that sums are right: what a provider reports as "input
 * including cached" is split before it comes here. Immutable.
 *
 * <p>Unknown usage is a state and never zero: a provider that reports nothing gives {@link #unknown()}, whose counts are
 * 0 but whose {@link #isKnown()} is false. A sum that has an unknown part stays visible as such.
 */
public final class Usage {

    /** How the counts came about, from best to worst. */
    public enum Quality {
        /** As reported by the provider. */
        MEASURED,
        /** At least one part was estimated by us. */
        ESTIMATED,
        /** At least one part is not known at all; counts are lower bounds. */
        UNKNOWN
    }

    private static final Usage UNKNOWN = new Usage(new EnumMap<>(TokenClass.class), Quality.UNKNOWN);
    private static final Usage NONE = new Usage(new EnumMap<>(TokenClass.class), Quality.MEASURED);

    private final Map<TokenClass, Long> tokens;
    private final Quality quality;

    private Usage(EnumMap<TokenClass, Long> tokens, Quality quality) {
        this.tokens = Collections.unmodifiableMap(tokens);
        this.quality = quality;
    }

    /** Usage that the provider did not report. */
    public static Usage unknown() {
        return UNKNOWN;
    }

    /** Known to be nothing: no call reached a model. The neutral element of {@link #plus(Usage)}. */
    public static Usage none() {
        return NONE;
    }

    /**
     * Measured fresh input and visible output, in tokens.
     *
     * @throws IllegalArgumentException if a count is negative
     */
    public static Usage of(long freshInput, long output) {
        return builder()
                .tokens(TokenClass.FRESH_INPUT, freshInput)
                .tokens(TokenClass.OUTPUT, output)
                .build();
    }

    /** A builder; classes not set are 0, the quality is {@link Quality#MEASURED}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Tokens of one class; a lower bound where {@link #quality()} is {@link Quality#UNKNOWN}. */
    public long tokens(TokenClass tokenClass) {
        return tokens.getOrDefault(tokenClass, 0L);
    }

    /** Tokens of all input classes together. */
    public long input() {
        return sum(true);
    }

    /** Tokens of all output classes together. */
    public long output() {
        return sum(false);
    }

    /** All tokens. */
    public long total() {
        return input() + output();
    }

    /** How the counts came about. */
    public Quality quality() {
        return quality;
    }

    /** Whether every part was measured or estimated. */
    public boolean isKnown() {
        return quality != Quality.UNKNOWN;
    }

    /** The sum class by class; its quality is the worse of the two. */
    public Usage plus(Usage other) {
        EnumMap<TokenClass, Long> sum = new EnumMap<>(TokenClass.class);
        for (TokenClass c : TokenClass.values()) {
            long n = tokens(c) + other.tokens(c);
            if (n != 0) {
                sum.put(c, n);
            }
        }
        return new Usage(sum, quality.compareTo(other.quality) >= 0 ? quality : other.quality);
    }

    private long sum(boolean input) {
        long sum = 0;
        for (Map.Entry<TokenClass, Long> part : tokens.entrySet()) {
            if (part.getKey().isInput() == input) {
                sum += part.getValue();
            }
        }
        return sum;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Usage u && quality == u.quality && tokens.equals(u.tokens);
    }

    @Override
    public int hashCode() {
        return Objects.hash(tokens, quality);
    }

    @Override
    public String toString() {
        return quality + " " + tokens;
    }

    /** Builds a {@link Usage}. Not thread-safe. */
    public static final class Builder {
        private final EnumMap<TokenClass, Long> tokens = new EnumMap<>(TokenClass.class);
        private Quality quality = Quality.MEASURED;

        private Builder() {}

        /**
         * Sets the count of one class.
         *
         * @throws IllegalArgumentException if {@code count} is negative
         */
        public Builder tokens(TokenClass tokenClass, long count) {
            if (count < 0) {
                throw new IllegalArgumentException(
                        "tokens of " + tokenClass + " must not be negative, but are " + count);
            }
            if (count > 0) {
                tokens.put(tokenClass, count);
            } else {
                tokens.remove(tokenClass);
            }
            return this;
        }

        /** Sets how the counts came about; {@link Quality#MEASURED} by default. */
        public Builder quality(Quality quality) {
            this.quality = Objects.requireNonNull(quality, "quality");
            return this;
        }

        /** The usage; the builder may be used on. */
        public Usage build() {
            return new Usage(new EnumMap<>(tokens), quality);
        }
    }
}
