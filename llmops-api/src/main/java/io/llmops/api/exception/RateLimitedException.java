package io.llmops.api.exception;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * A call was refused before it was made, since a rate limit of ours was reached. It may be made again after
 * {@link #retryAfter()}. Its {@link #code()} is {@code rate-limited}.
 */
public final class RateLimitedException extends LlmOpsException {

    /** The {@link #code()} of this exception. */
    public static final String CODE = "rate-limited";

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /**
     * A refusal.
     *
     * @param retryAfter after which time there will be room, if no other call comes first
     */
    public RateLimitedException(String message, Duration retryAfter) {
        super(CODE, true, message, null);
        this.retryAfter = requireNonNull(retryAfter, "retryAfter");
    }

    /** After which time there will be room, if no other call comes first. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
