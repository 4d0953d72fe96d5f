package io.llmops.core.prompt;

import io.llmops.api.prompt.PromptRegistry;
import io.llmops.test.PromptRegistryContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FilePromptRegistryTest extends PromptRegistryContract {

    @TempDir
    private Path directory;

    @Override
    protected PromptRegistry open() {
        return FilePromptRegistry.open(directory.resolve("prompts"));
    }
}
