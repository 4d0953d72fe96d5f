package io.llmops.api.exception;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** A stream overran one of its time limits. Its {@link #code()} is {@code stream-timeout}. */
public final class StreamTimeoutException extends LlmOpsException {

    /** The {@link #code()} of this exception. */
    public static final String CODE = "stream-timeout";

    private static final long serialVersionUID = 1L;

    /** The time limits of a stream. */
    public enum Limit {
        /** From the start of an attempt to its first token. */
        FIRST_TOKEN("firstToken"),
        /** From one token to the next. */
        GAP("gap"),
        /** From the start of the call to its end, all attempts and waits included. */
        TOTAL("total");

        private final String property;

        Limit(String property) {
            this.property = property;
        }
    }

    private final Limit limit;

    /**
     * An overrun.
     *
     * @param model the model or endpoint that was too slow
     * @param time how long the limit is
     */
    public StreamTimeoutException(String model, Limit limit, Duration time) {
        super(
                CODE,
                true,
                model + ": the stream overran its time limit " + requireNonNull(limit, "limit").property + " of " + time
                        + "; raise that limit if the model needs longer",
                null);
        this.limit = limit;
    }

    /** The limit that was overrun. */
    public Limit limit() {
        return limit;
    }
}
