package io.llmops.core.prompt;

import io.llmops.api.prompt.PromptRegistry;
import io.llmops.test.PromptRegistryContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FilePromptRegistryTest extends PromptRegistryContract {

    private final Path directory;

    FilePromptRegistryTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Override
    protected PromptRegistry open() {
        return FilePromptRegistry.open(directory.resolve("prompts"));
    }
}
