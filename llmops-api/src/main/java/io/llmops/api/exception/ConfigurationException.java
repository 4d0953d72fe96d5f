package io.llmops.api.exception;

import org.jspecify.annotations.Nullable;

/** A setting is missing, wrong, or contradicts another. Its {@link #code()} is {@code configuration}. */
public final class ConfigurationException extends LlmOpsException {

    /** The {@link #code()} of this exception. */
    public static final String CODE = "configuration";

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, the offending value, and what to do; never a prompt, a document or a secret
     */
    public ConfigurationException(String message) {
        this(message, null);
    }

    /**
     * @param message what happened, the offending value, and what to do; never a prompt, a document or a secret
     * @param cause what it came of, if anything
     */
    public ConfigurationException(String message, @Nullable Throwable cause) {
        super(CODE, false, message, cause);
    }
}
