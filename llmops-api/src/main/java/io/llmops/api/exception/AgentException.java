package io.llmops.api.exception;

import org.jspecify.annotations.Nullable;

/** An agent cannot start, or was asked for a result that it does not have. Its {@link #code()} is {@code agent}. */
public final class AgentException extends LlmOpsException {

    /** The {@link #code()} of this exception. */
    public static final String CODE = "agent";

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, the offending value, and what to do; never a prompt, a document or a secret
     */
    public AgentException(String message) {
        this(message, null);
    }

    /**
     * @param message what happened, the offending value, and what to do; never a prompt, a document or a secret
     * @param cause what it came of, if anything
     */
    public AgentException(String message, @Nullable Throwable cause) {
        super(CODE, false, message, cause);
    }
}
