package io.llmops.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code llmops prompt}: versions of prompts, the labels that release them, and what models make of them. */
@Command(
        name = "prompt",
        mixinStandardHelpOptions = true,
        description = "Publish, compare, release and run prompts.",
        subcommands = {
            PromptListCommand.class,
            PromptShowCommand.class,
            PromptDiffCommand.class,
            PromptPublishCommand.class,
            PromptLabelCommand.class,
            PromptRollbackCommand.class,
            PromptHistoryCommand.class,
            PromptRunCommand.class
        },
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
