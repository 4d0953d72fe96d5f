package io.llmops.api.exception;

import org.jspecify.annotations.Nullable;

/** A call was refused before it was made, since it could have overshot a budget. Its {@link #code()} is {@code budget-exceeded}. */
public final class BudgetExceededException extends LlmOpsException {

    /** The {@link #code()} of this exception. */
    public static final String CODE = "budget-exceeded";

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, the offending value, and what to do; never a prompt, a document or a secret
     */
    public BudgetExceededException(String message) {
        this(message, null);
    }

    /**
     * @param message what happened, the offending value, and what to do; never a prompt, a document or a secret
     * @param cause what it came of, if anything
     */
    public BudgetExceededException(String message, @Nullable Throwable cause) {
        super(CODE, false, message, cause);
    }
}
