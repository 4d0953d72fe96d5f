package io.llmops.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code llmops prompt}: prompts and what models make of them. */
@Command(
        name = "prompt",
        mixinStandardHelpOptions = true,
        description = "Work with prompts.",
        subcommands = PromptRunCommand.class,
        synopsisSubcommandLabel = "COMMAND")
final class PromptCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Name what to do: " + String.join(", ", spec.subcommands().keySet()));
    }
}
