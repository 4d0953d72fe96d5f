package io.llmops.api.exception;

import org.jspecify.annotations.Nullable;

/** A store or index is in use by another process. Its {@link #code()} is {@code locked}. */
public final class LockedException extends LlmOpsException {

    /** The {@link #code()} of this exception. */
    public static final String CODE = "locked";

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, the offending value, and what to do; never a prompt, a document or a secret
     */
    public LockedException(String message) {
        this(message, null);
    }

    /**
     * @param message what happened, the offending value, and what to do; never a prompt, a document or a secret
     * @param cause what it came of, if anything
     */
    public LockedException(String message, @Nullable Throwable cause) {
        super(CODE, true, message, cause);
    }
}
