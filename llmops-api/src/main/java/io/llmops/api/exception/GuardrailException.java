package io.llmops.api.exception;

import org.jspecify.annotations.Nullable;

/** A call was refused by a guardrail. Its {@link #code()} is {@code guardrail}. */
public final class GuardrailException extends LlmOpsException {

    /** The {@link #code()} of this exception. */
    public static final String CODE = "guardrail";

    private static final long serialVersionUID = 1L;

    public GuardrailException(String message) {
        this(message, null);
    }

    public GuardrailException(String message, @Nullable Throwable cause) {
        super(CODE, false, message, cause);
    }
}
