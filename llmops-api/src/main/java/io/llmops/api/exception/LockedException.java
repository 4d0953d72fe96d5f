package io.llmops.api.exception;

import org.jspecify.annotations.Nullable;

/** A store or index is in use by another process. Its {@link #code()} is {@code locked}. */
public final class LockedException extends LlmOpsException {

    /** The {@link #code()} of this exception. */
    public static final String CODE = "locked";

    private static final long serialVersionUID = 1L;

    public LockedException(String message) {
        this(message, null);
    }

    public LockedException(String message, @Nullable Throwable cause) {
        super(CODE, true, message, cause);
    }
}
