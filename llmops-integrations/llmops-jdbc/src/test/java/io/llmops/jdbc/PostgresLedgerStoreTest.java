package io.llmops.jdbc;

import io.llmops.api.ledger.LedgerStore;
import io.llmops.test.LedgerStoreContract;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same code on a real PostgreSQL. */
@ExtendWith(PostgresServer.class)
class PostgresLedgerStoreTest extends LedgerStoreContract {

    private final String url = PostgresServer.newSchema();

    @Override
    protected LedgerStore open() {
        return new JdbcStoreProvider().ledgerStore(url);
    }
}
