package io.llmops.jdbc;

import io.llmops.api.budget.BudgetStore;
import io.llmops.test.BudgetStoreContract;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same code on a real PostgreSQL. */
@ExtendWith(PostgresServer.class)
class PostgresBudgetStoreTest extends BudgetStoreContract {

    private final String url = PostgresServer.newSchema();

    @Override
    protected BudgetStore open() {
        return new JdbcBudgetStoreProvider().budgetStore(url);
    }

    @Override
    protected int raceCalls() {
        return 200;
    }
}
