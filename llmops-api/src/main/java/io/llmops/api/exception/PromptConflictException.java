package io.llmops.api.exception;

/**
 * A prompt was not published, since another version was published after the one that it was made from. Its
 * {@link #code()} is {@code prompt-conflict}.
 */
public final class PromptConflictException extends LlmOpsException {

    /** The {@link #code()} of this exception. */
    public static final String CODE = "prompt-conflict";

    private static final long serialVersionUID = 1L;

    private final int newest;

    /**
     * @param message what happened, the offending value, and what to do; never a prompt, a document or a secret
     * @param newest number of the version that is the newest now; 0 if there is none
     */
    public PromptConflictException(String message, int newest) {
        super(CODE, false, message, null);
        this.newest = newest;
    }

    /** Number of the version that is the newest now; 0 if there is none. */
    public int newest() {
        return newest;
    }
}
