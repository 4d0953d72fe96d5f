package io.llmops.core.budget;

/** Decides whether a call may overshoot a budget. Called on the calling thread, by many at once. */
@FunctionalInterface
public interface BudgetApproval {

    /** Whether the call may go on; what it throws refuses the call. */
    boolean approve(BudgetRequest request);
}
