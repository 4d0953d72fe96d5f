package io.llmops.core.answer;

import io.llmops.api.knowledge.Citation;
import io.llmops.api.knowledge.Groundedness;
import io.llmops.api.knowledge.Passage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reply whose references were bound to the passages that the model was given: {@code [2]}, {@code [1, 3]} and
 * {@code 【2】} refer to passages by number. A reference to no passage is taken out and kept apart.
 *
 * @param text the reply without references that resolve to nothing
 * @param citations references that resolve, by number, each once
 * @param unresolved numbers that resolve to nothing
 * @param groundedness share of the reply's statements that stand word for word in the passage that they cite
 */
public record BoundAnswer(String text, List<Citation> citations, List<Integer> unresolved, Groundedness groundedness) {

    private static final Pattern REFERENCE =
            Pattern.compile("[\\[【]\\s*(\\d{1,4}(?:\\s*[,，、]\\s*\\d{1,4})*)\\s*[\\]】]");
    private static final Pattern QUOTES = Pattern.compile("[\"“”‘’'「」『』]");

    /** Copies the lists. */
    public BoundAnswer {
        citations = List.copyOf(citations);
        unresolved = List.copyOf(unresolved);
    }

    /** Binds the references of a reply to the passages, where reference 1 is the first passage. */
    public static BoundAnswer bind(String reply, List<Passage> passages) {
        Map<Integer, Citation> citations = new TreeMap<>();
        Set<Integer> unresolved = new LinkedHashSet<>();
        StringBuilder text = new StringBuilder();
        Statements statements = new Statements();
        Matcher m = REFERENCE.matcher(reply);
        int from = 0;
        while (m.find()) {
            String before = reply.substring(from, m.start());
            text.append(before);
            statements.add(before);
            List<Integer> good = new ArrayList<>();
            for (String part : m.group(1).split("\\D+")) {
                int number = Integer.parseInt(part);
                if (number >= 1 && number <= passages.size()) {
                    Passage passage = passages.get(number - 1);
                    citations.putIfAbsent(number, new Citation(number, passage));
                    statements.cite(passage.text());
                    good.add(number);
                } else {
                    unresolved.add(number);
                }
            }
            good.forEach(n -> text.append('[').append(n).append(']'));
            from = m.end();
        }
        String rest = reply.substring(from);
        statements.add(rest);
        return new BoundAnswer(
                text.append(rest).toString().strip(),
                List.copyOf(citations.values()),
                List.copyOf(unresolved),
                statements.groundedness());
    }

    /** The stretches of text between references: each is a statement, supported by the passages cited right after it. */
    private static final class Statements {
        private int total;
        private int supported;
        private String open = "";

        void add(String stretch) {
            String statement = normalise(stretch);
            if (statement.isEmpty()) {
                return;
            }
            open = statement;
            total++;
        }

        void cite(String passage) {
            if (!open.isEmpty() && normalise(passage).contains(open)) {
                supported++;
                open = "";
            }
        }

        Groundedness groundedness() {
            return total == 0
                    ? Groundedness.none()
                    : new Groundedness(Groundedness.Method.QUOTE, (double) supported / total);
        }

        /** Letters and digits in order, without case, space, quotation marks and closing punctuation. */
        private static String normalise(String text) {
            String plain = QUOTES.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
            return plain.replaceAll("[\\s\\p{Punct}。！？；：，、…·]+", "");
        }
    }
}
