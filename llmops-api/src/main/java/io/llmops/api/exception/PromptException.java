package io.llmops.api.exception;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A prompt cannot be published or rendered: wrong syntax, a missing or an unknown variable. Its {@link #code()} is {@code prompt}. */
public final class PromptException extends LlmOpsException {

    /** The {@link #code()} of this exception. */
    public static final String CODE = "prompt";

    private static final long serialVersionUID = 1L;

    private final @Nullable String variable;

    /**
     * @param message what happened, the offending value, and what to do; never a prompt, a document or a secret
     */
    public PromptException(String message) {
        this(message, null);
    }

    /**
     * @param message what happened, the offending value, and what to do; never a prompt, a document or a secret
     * @param cause what it came of, if anything; its variable is this one's
     */
    public PromptException(String message, @Nullable Throwable cause) {
        this(message, cause, cause instanceof PromptException p ? p.variable : null);
    }

    private PromptException(String message, @Nullable Throwable cause, @Nullable String variable) {
        super(CODE, false, message, cause);
        this.variable = variable;
    }

    /** One about the value of a variable, which {@link #variable()} names. */
    public static PromptException ofVariable(String variable, String message) {
        return new PromptException(message, null, variable);
    }

    /** The variable whose value is missing or wrong, if it is about one. */
    public Optional<String> variable() {
        return Optional.ofNullable(variable);
    }
}
