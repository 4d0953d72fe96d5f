package io.llmops.jdbc;

import io.llmops.api.cache.ResponseCacheStore;
import io.llmops.api.eval.ExperimentStore;
import io.llmops.api.ledger.LedgerStore;
import io.llmops.api.prompt.PromptStore;
import io.llmops.api.spi.ExperimentStoreProvider;
import io.llmops.api.spi.LedgerStoreProvider;
import io.llmops.api.spi.PromptStoreProvider;
import io.llmops.api.spi.ResponseCacheStoreProvider;

/**
 * Opens stores by JDBC URL: {@code jdbc:sqlite:llmops.db}, or {@code jdbc:postgresql:...} with its driver on the class
 * path. Ledger, experiments, prompts and cached answers may share one database. SQLite settings may follow the file's name,
 * such as {@code jdbc:sqlite:llmops.db?synchronous=FULL}.
 */
public final class JdbcStoreProvider
        implements LedgerStoreProvider, ExperimentStoreProvider, ResponseCacheStoreProvider, PromptStoreProvider {

    /** Made by {@link java.util.ServiceLoader}. */
    public JdbcStoreProvider() {}

    @Override
    public String name() {
        return "jdbc";
    }

    @Override
    public boolean accepts(String url) {
        return Dialect.anyAccepts(url);
    }

    @Override
    public LedgerStore ledgerStore(String url) {
        return new JdbcLedgerStore(Database.open(url));
    }

    @Override
    public ExperimentStore experimentStore(String url) {
        return new JdbcExperimentStore(Database.open(url));
    }

    @Override
    public ResponseCacheStore responseCacheStore(String url) {
        return JdbcResponseCacheStore.open(url);
    }

    @Override
    public PromptStore promptStore(String url) {
        return JdbcPromptStore.open(url);
    }
}
