package io.llmops.cli.console;

import java.io.PrintStream;

/** Where a command prints: results to standard output, progress to standard error. */
public final class Terminal {

    private final PrintStream out;
    private final PrintStream err;
    private final boolean interactive;

    /** A terminal on these streams; interactive if the launcher says that standard error is one. */
    public Terminal(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
        this.interactive = Boolean.getBoolean("llmops.tty");
    }

    /** Results. */
    public PrintStream out() {
        return out;
    }

    /** Progress and warnings. */
    public PrintStream err() {
        return err;
    }

    /** Whether a person watches standard error, so that a line may be redrawn. */
    public boolean interactive() {
        return interactive;
    }
}
