package io.llmops.core.guard;

/**
 * An answer that comes in pieces, as a guard lets it go. All that {@link #push} and {@link #finish} return, put together, is
 * the answer as {@link Guard#check} would have changed it. Used by one thread at a time, for one answer.
 */
public interface GuardStream {

    /**
     * Takes a piece and returns what may be shown now; empty where that cannot be told yet.
     *
     * @throws io.llmops.api.exception.GuardrailException if the answer must not go on
     */
    String push(String piece);

    /**
     * Returns the rest, when no more pieces come.
     *
     * @throws io.llmops.api.exception.GuardrailException if the rest must not be shown
     */
    String finish();

    /** One that holds nothing back. */
    static GuardStream open() {
        return OpenStream.INSTANCE;
    }
}
