package io.llmops.cli.console;

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
                    "    [%d] %s (%s, relevance %.2f)%s%n",
                    citation.number(),
                    citation.passage().title(),
                    citation.passage().document(),
                    citation.passage().score(),
                    support(answer, citation));
        }
        if (!answer.unresolved().isEmpty()) {
            out.println("    left out: references to no passage " + answer.unresolved());
        }
    }

    /** Whether the statement before a reference stands in its passage; if not, how the passage begins. */
    private static String support(Answer answer, Citation citation) {
        String reference = "[" + citation.number() + "]";
        String before = answer.text().substring(0, Math.max(0, answer.text().indexOf(reference)));
        String statement = before.substring(before.lastIndexOf(']') + 1);
        return !statement.isBlank() && bare(citation.passage().text()).contains(bare(statement))
                ? ", quoted word for word"
                : ": " + excerpt(citation.passage().text());
    }

    private static String bare(String text) {
        return text.replaceAll("[\\s\\p{Punct}]+", "");
    }

    private static String excerpt(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        int end = line.offsetByCodePoints(0, Math.min(EXCERPT, line.codePointCount(0, line.length())));
        return end < line.length() ? line.substring(0, end) + "…" : line;
    }
}
