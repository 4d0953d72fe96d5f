package io.llmops.api.budget;

import java.math.BigDecimal;
import java.util.List;

/** What a call has set aside. Thread-safe; it ends once, and settling it again does nothing. */
public interface BudgetHold {

    /**
     * Ends it: what was set aside is free again, and what was really used is spent, in the windows in which it was
     * reserved.
     *
     * @param used for each claim, in their order; zero where nothing was used
     * @return how the counters stand after; empty if it had ended before
     * @throws IllegalArgumentException if there are not as many amounts as claims
     * @throws io.llmops.api.exception.StoreException if the store cannot be written
     */
    List<BudgetCount> settle(List<BigDecimal> used);
}
