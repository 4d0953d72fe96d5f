package io.llmops.api.exception;

import org.jspecify.annotations.Nullable;

/**
 * Root of every exception that llmops throws of its own. One catch clause covers the library; errors of a provider keep
 * LangChain4j's classes.
 *
 * <p>Messages say what happened, the offending value and what to do. They never hold a prompt, a document's text or a
 * secret.
 */
public abstract class LlmOpsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final boolean retryable;

    /**
     * @param code tells the kind, stable over versions
     * @param retryable whether the same call may succeed later
     * @param message what happened, the offending value, and what to do; never a prompt, a document or a secret
     * @param cause what it came of, if anything
     */
    protected LlmOpsException(String code, boolean retryable, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.retryable = retryable;
    }

    /** A stable, lower-case, hyphenated name of the cause, fit for alerts; it does not change between versions. */
    public final String code() {
        return code;
    }

    /** Whether the same call may succeed when it is made again unchanged. */
    public final boolean retryable() {
        return retryable;
    }
}
