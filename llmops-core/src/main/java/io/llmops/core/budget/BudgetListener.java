package io.llmops.core.budget;

/** Told when budgets are nearly or wholly used, on the thread of the call that did it. What it throws is logged, not thrown. */
@FunctionalInterface
public interface BudgetListener {

    /** A share of a budget was reached. */
    void alert(BudgetAlert alert);
}
