package io.llmops.api.exception;

import org.jspecify.annotations.Nullable;

/** No endpoint took a call: all are busy, cut off by their breakers, or at their rate limits. Its {@link #code()} is {@code endpoint}. */
public final class EndpointException extends LlmOpsException {

    /** The {@link #code()} of this exception. */
    public static final String CODE = "endpoint";

    private static final long serialVersionUID = 1L;

    /** With a message for the caller. */
    public EndpointException(String message) {
        this(message, null);
    }

    /** With a message for the caller and what it came from. */
    public EndpointException(String message, @Nullable Throwable cause) {
        super(CODE, true, message, cause);
    }
}
