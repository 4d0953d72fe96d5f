package io.llmops.cli.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Locale;

/** Where a command prints: results to standard output, progress and questions to standard error. */
public final class Terminal {

    private final PrintStream out;
    private final PrintStream err;
    private final InputStream in;
    private final boolean interactive;

    /** A terminal on these streams and standard input; interactive if the launcher says that standard error is one. */
    public Terminal(PrintStream out, PrintStream err) {
        this(out, err, System.in, Boolean.getBoolean("llmops.tty"));
    }

    /** A terminal on these streams. */
    public Terminal(PrintStream out, PrintStream err, InputStream in, boolean interactive) {
        this.out = out;
        this.err = err;
        this.in = in;
        this.interactive = interactive;
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

    /** Asks a question and waits for the answer; true only for yes. */
    public boolean confirm(String question) {
        err.print(question + " [y/N] ");
        err.flush();
        String answer = line().strip().toLowerCase(Locale.ROOT);
        return answer.equals("y") || answer.equals("yes");
    }

    /** Up to the end of a line, or of all input; bytes that are no ASCII are no yes, whatever their encoding. */
    private String line() {
        StringBuilder line = new StringBuilder();
        try {
            for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
                line.append((char) b);
            }
        } catch (IOException e) {
            return "";
        }
        return line.toString();
    }
}
