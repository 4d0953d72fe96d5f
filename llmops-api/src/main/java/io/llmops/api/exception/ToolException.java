package io.llmops.api.exception;

import org.jspecify.annotations.Nullable;

/** A tool call was denied by policy, had bad arguments, or failed. Its {@link #code()} is {@code tool}. */
public final class ToolException extends LlmOpsException {

    /** The {@link #code()} of this exception. */
    public static final String CODE = "tool";

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, the offending value, and what to do; never a prompt, a document or a secret
     */
    public ToolException(String message) {
        this(message, null);
    }

    /**
     * @param message what happened, the offending value, and what to do; never a prompt, a document or a secret
     * @param cause what it came of, if anything
     */
    public ToolException(String message, @Nullable Throwable cause) {
        super(CODE, false, message, cause);
    }
}
