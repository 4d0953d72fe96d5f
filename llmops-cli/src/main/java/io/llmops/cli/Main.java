package io.llmops.cli;

import io.llmops.cli.console.ModelOption;
import io.llmops.cli.console.Terminal;
import io.llmops.cli.demo.DemoCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The {@code llmops} command. It exits with 0 when all went well, 1 when something failed, 2 when it was called wrongly;
 * a failure is one line on standard error.
 */
@Command(
        name = "llmops",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "LLM operations for Java: try it with 'llmops demo'.",
        subcommands = {
            DemoCommand.class,
            IngestCommand.class,
            AskCommand.class,
            PromptCommand.class,
            EvalCommand.class,
            ReportCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {

    @CommandLine.Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Show the stack trace of a failure.")
    private boolean verbose;

    @Spec
    private CommandSpec spec;

    private Main() {}

    /** Runs the command and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(run(utf8(FileDescriptor.out), utf8(FileDescriptor.err), arguments));
    }

    /** Runs the command and returns its exit code; all output goes to the two streams. */
    public static int run(PrintStream out, PrintStream err, String... arguments) {
        return run(new Terminal(out, err), arguments);
    }

    /** Runs the command on a terminal and returns its exit code. */
    static int run(Terminal terminal, String... arguments) {
        PrintStream out = terminal.out();
        PrintStream err = terminal.err();
        Main main = new Main();
        CommandLine line = new CommandLine(main, new CommandFactory(terminal));
        line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((wrong, args) -> calledWrongly(wrong));
        line.setExecutionExceptionHandler((failure, command, result) -> main.failed(failure, command));
        try {
            return line.execute(arguments);
        } catch (Error e) {
            // Such as a native library that this system cannot load: picocli handles exceptions only.
            return main.failed(e, line);
        }
    }

    private static int calledWrongly(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        command.getErr()
                .println("llmops: " + Failures.oneLine(wrong) + " ('"
                        + command.getCommandSpec().qualifiedName() + " --help' shows how to call it)");
        return CommandLine.ExitCode.USAGE;
    }

    private int failed(Throwable failure, CommandLine command) {
        Optional<String> model = command.getMixins().values().stream()
                .filter(ModelOption.class::isInstance)
                .map(mixin -> ((ModelOption) mixin).choice())
                .filter(Objects::nonNull)
                .map(choice -> choice.ref().toString())
                .findFirst();
        command.getErr().println("llmops: " + Failures.explain(failure, model, System::getenv));
        if (verbose) {
            failure.printStackTrace(command.getErr());
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Name a command: " + String.join(", ", spec.subcommands().keySet()));
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
