package io.llmops.api.exception;

import org.jspecify.annotations.Nullable;

/** A model, scenario, prompt, knowledge base or tool of that name is not known. Its {@link #code()} is {@code not-found}. */
public final class NotFoundException extends LlmOpsException {

    /** The {@link #code()} of this exception. */
    public static final String CODE = "not-found";

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, the offending value, and what to do; never a prompt, a document or a secret
     */
    public NotFoundException(String message) {
        this(message, null);
    }

    /**
     * @param message what happened, the offending value, and what to do; never a prompt, a document or a secret
     * @param cause what it came of, if anything
     */
    public NotFoundException(String message, @Nullable Throwable cause) {
        super(CODE, false, message, cause);
    }
}
