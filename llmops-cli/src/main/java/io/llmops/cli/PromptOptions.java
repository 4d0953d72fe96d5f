package io.llmops.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.prompt.PromptRegistry;
import io.llmops.cli.console.Terminal;
import io.llmops.core.prompt.FilePromptRegistry;
import io.llmops.core.prompt.StoredPromptRegistry;
import io.llmops.jdbc.JdbcStoreProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Where prompts are, and how results are printed. */
final class PromptOptions {

    private static final String SQLITE = "jdbc:sqlite:";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** How results are printed. */
    enum Format {
        /** Aligned, for people. */
        TABLE,
        /** For programs. */
        JSON
    }

    @Option(
            names = "--prompts",
            paramLabel = "PLACE",
            defaultValue = "prompts",
            description =
                    "Directory of the prompts, or the JDBC URL of a store of prompts (default: ${DEFAULT-VALUE}).")
    private String place;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table or json (default: ${DEFAULT-VALUE}).")
    private Format format;

    /** Reads: a place that is not there is a mistake. */
    <T> T read(Function<PromptRegistry, T> work) {
        String file = place.startsWith(SQLITE)
                ? place.substring(SQLITE.length()).replaceFirst("\\?.*", "")
                : place.startsWith("jdbc:") ? "" : place;
        if (!file.isEmpty() && !Files.exists(Path.of(file))) {
            throw new ConfigurationException("--prompts: there is no '" + file
                    + "': name the directory or store that LlmOps.builder().prompts(...) was given");
        }
        return write(work);
    }

    /** Writes: a place that is not there is made. */
    <T> T write(Function<PromptRegistry, T> work) {
        if (!place.startsWith("jdbc:")) {
            return work.apply(FilePromptRegistry.open(Path.of(place)));
        }
        try (StoredPromptRegistry registry = StoredPromptRegistry.open(new JdbcStoreProvider().promptStore(place))) {
            return work.apply(registry);
        }
    }

    /** Prints a result in the form that was asked for. */
    void print(Terminal terminal, Supplier<String> table, Supplier<Object> json) {
        if (format == Format.TABLE) {
            terminal.out().print(table.get());
        } else {
            terminal.out().println(write(json.get()));
        }
        terminal.out().flush();
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps, lists, texts and numbers can always be written", e);
        }
    }
}
