package io.llmops.jdbc;

import io.llmops.api.prompt.PromptRegistry;
import io.llmops.core.prompt.StoredPromptRegistry;
import io.llmops.test.PromptRegistryContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class JdbcPromptRegistryTest extends PromptRegistryContract {

    @TempDir
    Path directory;

    @Override
    protected PromptRegistry open() {
        return StoredPromptRegistry.open(
                new JdbcStoreProvider().promptStore("jdbc:sqlite:" + directory.resolve("提示.db")));
    }
}
