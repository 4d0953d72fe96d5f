package io.llmops.api.exception;

import org.jspecify.annotations.Nullable;

/** A store of kept data (ledger, experiments) failed to read or write. Its {@link #code()} is {@code store}. */
public final class StoreException extends LlmOpsException {

    /** The {@link #code()} of this exception. */
    public static final String CODE = "store";

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, the offending value, and what to do; never a prompt, a document or a secret
     */
    public StoreException(String message) {
        this(message, null);
    }

    /**
     * @param message what happened, the offending value, and what to do; never a prompt, a document or a secret
     * @param cause what it came of, if anything
     */
    public StoreException(String message, @Nullable Throwable cause) {
        super(CODE, true, message, cause);
    }
}
