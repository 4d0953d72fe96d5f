package io.llmops.api.exception;

import org.jspecify.annotations.Nullable;

/** A call was refused by a guardrail. Its {@link #code()} is {@code guardrail}. */
public final class GuardrailException extends LlmOpsException {

    /** The {@link #code()} of this exception. */
    public static final String CODE = "guardrail";

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, the offending value, and what to do; never a prompt, a document or a secret
     */
    public GuardrailException(String message) {
        this(message, null);
    }

    /**
     * @param message what happened, the offending value, and what to do; never a prompt, a document or a secret
     * @param cause what it came of, if anything
     */
    public GuardrailException(String message, @Nullable Throwable cause) {
        super(CODE, false, message, cause);
    }
}
