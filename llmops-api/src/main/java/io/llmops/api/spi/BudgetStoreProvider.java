package io.llmops.api.spi;

import io.llmops.api.budget.BudgetStore;

/** Opens budget stores of one kind. */
public interface BudgetStoreProvider extends Provider {

    /**
     * Opens the store, making it if it is missing; the caller closes it. Every process that opens the same URL shares its
     * counts.
     *
     * @param url a JDBC URL, such as {@code jdbc:sqlite:llmops.db}
     * @throws io.llmops.api.exception.StoreException if it cannot be opened, or was written by a newer version
     */
    BudgetStore budgetStore(String url);

    /** Whether it opens stores of that URL. */
    boolean accepts(String url);
}
