package io.llmops.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code llmops eval}: measurements. */
@Command(
        name = "eval",
        mixinStandardHelpOptions = true,
        description = "Measure.",
        subcommands = RetrievalCommand.class,
        synopsisSubcommandLabel = "COMMAND")
final class EvalCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name what to measure: retrieval");
    }
}
