package io.llmops.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.llmops.api.prompt.PromptRegistry;
import io.llmops.cli.console.Terminal;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where prompts are, and how results are printed. */
final class PromptOptions {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** How results are printed. */
    enum Format {
        /** Aligned, for people. */
        TABLE,
        /** For programs. */
        JSON
    }

    @Mixin
    private final PromptPlace place = new PromptPlace();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table or json (default: ${DEFAULT-VALUE}).")
    private Format format;

    /** Reads: a place that is not there is a mistake. */
    <T> T read(Function<PromptRegistry, T> work) {
        return place.read(work);
    }

    /** Writes: a place that is not there is made. */
    <T> T write(Function<PromptRegistry, T> work) {
        return place.write(work);
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
