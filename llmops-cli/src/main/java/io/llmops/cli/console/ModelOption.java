package io.llmops.cli.console;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The {@code --model} option of the commands that ask a chat model. Used by one thread. */
public final class ModelOption {

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "Chat model, such as openai/gpt-4o-mini or ollama/qwen3. Default: " + ModelChoice.VARIABLE
                    + ", else a local Ollama, else builtin/extractive, which only quotes.")
    private @Nullable String named;

    private @Nullable ModelChoice choice;

    /** Made by the command line. */
    public ModelOption() {}

    /**
     * The model that the command asks.
     *
     * @throws io.llmops.api.exception.ConfigurationException if a given name is not of the form provider/name
     */
    public ModelChoice choose(Function<String, @Nullable String> environment) {
        ModelChoice chosen = ModelChoice.choose(named, environment);
        choice = chosen;
        return chosen;
    }

    /** What was chosen, for the line that says what failed; null before. */
    public @Nullable ModelChoice choice() {
        return choice;
    }
}
