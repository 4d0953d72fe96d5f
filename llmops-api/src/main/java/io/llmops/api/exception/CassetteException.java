package io.llmops.api.exception;

import org.jspecify.annotations.Nullable;

/**
 * A cassette cannot be read, or has no recording of what a model is asked. Its {@link #code()} is {@code cassette}. The
 * message says where the request differs from the nearest recorded one, without showing either's text.
 */
public final class CassetteException extends LlmOpsException {

    /** The {@link #code()} of this exception. */
    public static final String CODE = "cassette";

    private static final long serialVersionUID = 1L;

    /** With a message for the caller. */
    public CassetteException(String message) {
        this(message, null);
    }

    /** With a message for the caller and what it came from. */
    public CassetteException(String message, @Nullable Throwable cause) {
        super(CODE, false, message, cause);
    }
}
