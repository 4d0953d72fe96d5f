package io.llmops.jdbc;

import io.llmops.api.budget.BudgetStore;
import io.llmops.api.spi.BudgetStoreProvider;
import java.time.Clock;

/**
 * Counts budgets in the database of a JDBC URL, {@code jdbc:sqlite:llmops.db} or {@code jdbc:postgresql:...}, which ledger and
 * experiments may share. What a process has reserved when it is killed is given back 60 seconds later.
 */
public final class JdbcBudgetStoreProvider implements BudgetStoreProvider {

    /** Made by {@link java.util.ServiceLoader}. */
    public JdbcBudgetStoreProvider() {}

    @Override
    public String name() {
        return "jdbc";
    }

    @Override
    public boolean accepts(String url) {
        return Dialect.anyAccepts(url);
    }

    @Override
    public BudgetStore budgetStore(String url) {
        return new JdbcBudgetStore(url, Clock.systemUTC(), JdbcBudgetStore.LEASE);
    }
}
