package io.llmops.cli;

import io.llmops.api.knowledge.Answer;
import io.llmops.api.knowledge.Citation;
import java.io.PrintStream;
import java.util.Locale;

/** An answer as people read it: the text, then what each reference stands for. */
public final class AnswerText {

    private static final int EXCERPT = 90;

    private AnswerText() {}

    /** Prints an answer; {@code mark} ends the lines that another model would change. */
    public static void print(PrintStream out, Answer answer, String mark) {
        out.println(answer.text().strip() + mark);
        for (Citation citation : answer.citations()) {
            out.printf(
                    Locale.ROOT,
                    "    [%d] %s (%s, relevance %.2f): %s%n",
                    citation.number(),
                    citation.passage().title(),
                    citation.passage().document(),
                    citation.passage().score(),
                    excerpt(citation.passage().text()));
        }
        if (!answer.unresolved().isEmpty()) {
            out.println("    left out: references to no passage " + answer.unresolved());
        }
    }

    private static String excerpt(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        int end = line.offsetByCodePoints(0, Math.min(EXCERPT, line.codePointCount(0, line.length())));
        return end < line.length() ? line.substring(0, end) + "…" : line;
    }
}
