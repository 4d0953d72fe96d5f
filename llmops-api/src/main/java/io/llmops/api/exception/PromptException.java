package io.llmops.api.exception;

import org.jspecify.annotations.Nullable;

/** A prompt cannot be published or rendered: wrong syntax, a missing or an unknown variable. Its {@link #code()} is {@code prompt}. */
public final class PromptException extends LlmOpsException {

    /** The {@link #code()} of this exception. */
    public static final String CODE = "prompt";

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, the offending value, and what to do; never a prompt, a document or a secret
     */
    public PromptException(String message) {
        this(message, null);
    }

    /**
     * @param message what happened, the offending value, and what to do; never a prompt, a document or a secret
     * @param cause what it came of, if anything
     */
    public PromptException(String message, @Nullable Throwable cause) {
        super(CODE, false, message, cause);
    }
}
