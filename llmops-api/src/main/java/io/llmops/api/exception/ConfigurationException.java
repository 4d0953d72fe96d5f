package io.llmops.api.exception;

import org.jspecify.annotations.Nullable;

/** A setting is missing, wrong, or contradicts another. Its {@link #code()} is {@code configuration}. */
public final class ConfigurationException extends LlmOpsException {

    /** The {@link #code()} of this exception. */
    public static final String CODE = "configuration";

    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message) {
        this(message, null);
    }

    public ConfigurationException(String message, @Nullable Throwable cause) {
        super(CODE, false, message, cause);
    }
}
