package io.llmops.api.exception;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.exception.NonRetriableException;

/**
 * A stream failed after a part of it had been shown, so that it was not tried again: the cause says why, and
 * {@link #partialText()} what there is. Its {@link #code()} is {@code stream-broken}.
 */
public final class StreamBrokenException extends LlmOpsException {

    /** The {@link #code()} of this exception. */
    public static final String CODE = "stream-broken";

    private static final long serialVersionUID = 1L;

    private final String partialText;

    /**
     * A stream that broke.
     *
     * @param partialText what was shown of the answer's text; in no message and no log
     * @param cause why it broke; it also says whether another call may succeed
     */
    public StreamBrokenException(String message, String partialText, Throwable cause) {
        super(CODE, isRetryable(requireNonNull(cause, "cause")), message, cause);
        this.partialText = requireNonNull(partialText, "partialText");
    }

    /** What was shown of the answer's text, in order; empty where only thinking or a tool call was, or a guard held it. */
    public String partialText() {
        return partialText;
    }

    private static boolean isRetryable(Throwable cause) {
        return cause instanceof LlmOpsException e ? e.retryable() : !(cause instanceof NonRetriableException);
    }
}
