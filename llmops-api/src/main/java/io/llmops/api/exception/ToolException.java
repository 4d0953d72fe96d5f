package io.llmops.api.exception;

import org.jspecify.annotations.Nullable;

/** A tool call was denied by policy, had bad arguments, or failed. Its {@link #code()} is {@code tool}. */
public final class ToolException extends LlmOpsException {

    /** The {@link #code()} of this exception. */
    public static final String CODE = "tool";

    private static final long serialVersionUID = 1L;

    public ToolException(String message) {
        this(message, null);
    }

    public ToolException(String message, @Nullable Throwable cause) {
        super(CODE, false, message, cause);
    }
}
