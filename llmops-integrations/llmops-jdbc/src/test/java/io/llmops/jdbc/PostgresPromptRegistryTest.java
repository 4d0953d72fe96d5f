package io.llmops.jdbc;

import io.llmops.api.prompt.PromptRegistry;
import io.llmops.core.prompt.StoredPromptRegistry;
import io.llmops.test.PromptRegistryContract;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same code on a real PostgreSQL. */
@ExtendWith(PostgresServer.class)
class PostgresPromptRegistryTest extends PromptRegistryContract {

    private final String url = PostgresServer.newSchema();

    @Override
    protected PromptRegistry open() {
        return StoredPromptRegistry.open(new JdbcStoreProvider().promptStore(url));
    }
}
