package io.llmops.api.exception;

import org.jspecify.annotations.Nullable;

/** A document cannot be read: it is missing, empty, encrypted, damaged or of an unknown kind. Its {@link #code()} is {@code document}. */
public final class DocumentException extends LlmOpsException {

    /** The {@link #code()} of this exception. */
    public static final String CODE = "document";

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, the offending value, and what to do; never a prompt, a document or a secret
     */
    public DocumentException(String message) {
        this(message, null);
    }

    /**
     * @param message what happened, the offending value, and what to do; never a prompt, a document or a secret
     * @param cause what it came of, if anything
     */
    public DocumentException(String message, @Nullable Throwable cause) {
        super(CODE, false, message, cause);
    }
}
