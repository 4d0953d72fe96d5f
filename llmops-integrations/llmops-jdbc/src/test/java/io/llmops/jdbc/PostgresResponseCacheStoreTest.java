package io.llmops.jdbc;

import io.llmops.api.cache.ResponseCacheStore;
import io.llmops.test.ResponseCacheStoreContract;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same code on a real PostgreSQL. */
@ExtendWith(PostgresServer.class)
class PostgresResponseCacheStoreTest extends ResponseCacheStoreContract {

    private final String url = PostgresServer.newSchema();

    @Override
    protected ResponseCacheStore open() {
        return new JdbcStoreProvider().responseCacheStore(url);
    }
}
