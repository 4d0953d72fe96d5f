package io.llmops.api.exception;

import org.jspecify.annotations.Nullable;

/** The index of a knowledge base is damaged, or was built with another embedding model or version. Its {@link #code()} is {@code index}. */
public final class IndexException extends LlmOpsException {

    /** The {@link #code()} of this exception. */
    public static final String CODE = "index";

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, the offending value, and what to do; never a prompt, a document or a secret
     */
    public IndexException(String message) {
        this(message, null);
    }

    /**
     * @param message what happened, the offending value, and what to do; never a prompt, a document or a secret
     * @param cause what it came of, if anything
     */
    public IndexException(String message, @Nullable Throwable cause) {
        super(CODE, false, message, cause);
    }
}
