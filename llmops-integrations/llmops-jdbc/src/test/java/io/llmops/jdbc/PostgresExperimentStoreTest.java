package io.llmops.jdbc;

import io.llmops.api.eval.ExperimentStore;
import io.llmops.test.ExperimentStoreContract;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same code on a real PostgreSQL. */
@ExtendWith(PostgresServer.class)
class PostgresExperimentStoreTest extends ExperimentStoreContract {

    private final String url = PostgresServer.newSchema();

    @Override
    protected ExperimentStore open() {
        return new JdbcStoreProvider().experimentStore(url);
    }
}
