package io.llmops.api.exception;

import org.jspecify.annotations.Nullable;

/** A model, scenario, prompt, knowledge base or tool of that name is not known. Its {@link #code()} is {@code not-found}. */
public final class NotFoundException extends LlmOpsException {

    /** The {@link #code()} of this exception. */
    public static final String CODE = "not-found";

    private static final long serialVersionUID = 1L;

    public NotFoundException(String message) {
        this(message, null);
    }

    public NotFoundException(String message, @Nullable Throwable cause) {
        super(CODE, false, message, cause);
    }
}
