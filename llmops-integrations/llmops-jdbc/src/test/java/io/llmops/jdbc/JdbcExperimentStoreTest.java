package io.llmops.jdbc;

import io.llmops.api.eval.ExperimentStore;
import io.llmops.test.ExperimentStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class JdbcExperimentStoreTest extends ExperimentStoreContract {

    @TempDir
    Path directory;

    @Override
    protected ExperimentStore open() {
        return new JdbcStoreProvider().experimentStore("jdbc:sqlite:" + directory.resolve("llmops.db"));
    }

    @Override
    protected boolean durable() {
        return true;
    }
}
