package io.llmops.api.budget;

import java.util.List;

/**
 * Counts what budgets have spent and reserved. However many threads, and for a shared store processes, reserve at once: no
 * counter ever holds more than the limit of the claims that it granted. Amounts are exact. Thread-safe.
 *
 * <p>A shared store gives back what a process had reserved when that process is gone; what it had settled stays.
 */
public interface BudgetStore extends AutoCloseable {

    /**
     * Reserves every claim, or none.
     *
     * @param claims of different counters
     * @throws io.llmops.api.exception.StoreException if the store cannot be read or written; then nothing is reserved
     */
    BudgetDecision reserve(List<BudgetClaim> claims);

    /**
     * How a counter stands in a window; {@link BudgetCount#NONE} where nothing was claimed.
     *
     * @throws io.llmops.api.exception.StoreException if the store cannot be read
     */
    BudgetCount count(String counter, BudgetWindow window);

    /** Gives back what is still reserved through this object, and ends. */
    @Override
    void close();
}
