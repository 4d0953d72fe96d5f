package io.llmops.jdbc;

import io.llmops.api.ledger.LedgerStore;
import io.llmops.test.LedgerStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class JdbcLedgerStoreTest extends LedgerStoreContract {

    @TempDir
    Path directory;

    @Override
    protected LedgerStore open() {
        return new JdbcStoreProvider().ledgerStore("jdbc:sqlite:" + directory.resolve("账本.db"));
    }

    @Override
    protected boolean durable() {
        return true;
    }
}
