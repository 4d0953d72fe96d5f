package io.llmops.cli;

import io.llmops.cli.console.Terminal;
import io.llmops.eval.sidebyside.RunProgress;
import java.util.function.Consumer;

/** Shows how far a run is: one line that is redrawn where a person watches, a line for every tenth in a log. */
final class RunLine implements Consumer<RunProgress> {

    private static final int TENTHS = 10;

    private final Terminal terminal;
    private int shown;
    private int width;

    RunLine(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void accept(RunProgress progress) {
        boolean ended = progress.done() == progress.total();
        if (terminal.interactive()) {
            String line = "  " + progress;
            String rest = " ".repeat(Math.max(0, width - line.length()));
            terminal.err().print("\r" + line + rest + (ended ? "\n" : ""));
            terminal.err().flush();
            width = line.length();
            return;
        }
        int tenth = TENTHS * progress.done() / progress.total();
        if (tenth > shown) {
            shown = tenth;
            terminal.err().println("  " + progress);
        }
    }
}
