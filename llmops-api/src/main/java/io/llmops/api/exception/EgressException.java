package io.llmops.api.exception;

import org.jspecify.annotations.Nullable;

/**
 * A URL was not fetched because it, an address that its host has, or what it answered is not allowed. Nothing is sent to an
 * address that is not allowed. Its {@link #code()} is {@code egress}.
 */
public final class EgressException extends LlmOpsException {

    /** The {@link #code()} of this exception. */
    public static final String CODE = "egress";

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, the offending value, and what to do; never a prompt, a document or a secret
     */
    public EgressException(String message) {
        this(message, null);
    }

    /**
     * @param message what happened, the offending value, and what to do; never a prompt, a document or a secret
     * @param cause what it came of, if anything
     */
    public EgressException(String message, @Nullable Throwable cause) {
        super(CODE, false, message, cause);
    }
}
