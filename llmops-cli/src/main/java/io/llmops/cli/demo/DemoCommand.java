package io.llmops.cli.demo;

import io.llmops.cli.console.ModelChoice;
import io.llmops.cli.console.ModelOption;
import io.llmops.cli.console.Terminal;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code llmops demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Show the whole loop on a small company's handbook, in English and Chinese:",
            "ingest, answer with citations, refuse, an agent, a backtest of two versions, monitors.",
            "Everything it makes is kept in one directory; a second run starts from there."
        })
public final class DemoCommand implements Callable<Integer> {

    /** Twelve questions with three openings each. */
    private static final int MAX_ROWS = 36;

    private final Terminal terminal;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "llmops-demo",
            description = "Where everything is kept (default: ./${DEFAULT-VALUE}).")
    private Path directory;

    @Mixin
    private final ModelOption model = new ModelOption();

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "18",
            description = "Rows of the backtest in each language, 1 to 36 (default: ${DEFAULT-VALUE}).")
    private int rows;

    /** Made by the command line. */
    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (rows < 1 || rows > MAX_ROWS) {
            throw new IllegalArgumentException("--rows must be from 1 to " + MAX_ROWS + ", but is " + rows);
        }
        ModelChoice choice = model.choose(System::getenv);
        new Demo(terminal, choice, directory, rows).run();
        return 0;
    }
}
