package io.llmops.cli;

import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.prompt.PromptRegistry;
import io.llmops.core.prompt.FilePromptRegistry;
import io.llmops.core.prompt.StoredPromptRegistry;
import io.llmops.jdbc.JdbcStoreProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The {@code --prompts} option of all commands that read or write prompts. */
final class PromptPlace {

    private static final String JDBC = "jdbc:";
    private static final String SQLITE = JDBC + "sqlite:";

    @Option(
            names = "--prompts",
            paramLabel = "PLACE",
            defaultValue = "prompts",
            description =
                    "Directory of the prompts, or the JDBC URL of a store of prompts (default: ${DEFAULT-VALUE}).")
    private String place;

    /** Reads: a place that is not there is a mistake. */
    <T> T read(Function<PromptRegistry, T> work) {
        String file = file();
        if (!file.isEmpty() && !Files.exists(Path.of(file))) {
            throw new ConfigurationException("--prompts: there is no '" + file
                    + "': name the directory or store that LlmOps.builder().prompts(...) was given");
        }
        return write(work);
    }

    /** Writes: a place that is not there is made. */
    <T> T write(Function<PromptRegistry, T> work) {
        if (!place.startsWith(JDBC)) {
            return work.apply(FilePromptRegistry.open(Path.of(place)));
        }
        try (StoredPromptRegistry registry = StoredPromptRegistry.open(new JdbcStoreProvider().promptStore(place))) {
            return work.apply(registry);
        }
    }

    /** The file or directory; empty if prompts are on a server. */
    private String file() {
        if (place.startsWith(SQLITE)) {
            return place.substring(SQLITE.length()).replaceFirst("\\?.*", "");
        }
        return place.startsWith(JDBC) ? "" : place;
    }
}
