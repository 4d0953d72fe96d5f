package io.llmops.api.exception;

import org.jspecify.annotations.Nullable;

/** A dataset, its relevance judgements or an experiment's plan cannot be read or run. Its {@link #code()} is {@code dataset}. */
public final class DatasetException extends LlmOpsException {

    /** The {@link #code()} of this exception. */
    public static final String CODE = "dataset";

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, the offending value, and what to do; never a prompt, a document or a secret
     */
    public DatasetException(String message) {
        this(message, null);
    }

    /**
     * @param message what happened, the offending value, and what to do; never a prompt, a document or a secret
     * @param cause what it came of, if anything
     */
    public DatasetException(String message, @Nullable Throwable cause) {
        super(CODE, false, message, cause);
    }
}
