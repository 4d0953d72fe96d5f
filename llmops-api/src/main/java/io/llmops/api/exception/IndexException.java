package io.llmops.api.exception;

import org.jspecify.annotations.Nullable;

/** The index of a knowledge base is damaged, or was built with another embedding model or version. Its {@link #code()} is {@code index}. */
public final class IndexException extends LlmOpsException {

    /** The {@link #code()} of this exception. */
    public static final String CODE = "index";

    private static final long serialVersionUID = 1L;

    public IndexException(String message) {
        this(message, null);
    }

    public IndexException(String message, @Nullable Throwable cause) {
        super(CODE, false, message, cause);
    }
}
