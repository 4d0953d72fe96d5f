package io.llmops.rag.extract;

import io.llmops.core.answer.PassageBlock;
import io.llmops.rag.split.Sentences;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A sentence that can be quoted.
 *
 * @param passage number of its passage
 * @param text the sentence as it stands there, on one line and without reference marks such as {@code [12]}: in an answer
 *     they would pass for its own
 * @param terms what it can be found by
 * @param around what the sentences beside it and the passage's title can be found by
 */
record Quote(int passage, String text, Set<String> terms, Set<String> around) {

    private static final Pattern REFERENCE = Pattern.compile("\\s*\\[\\d{1,4}]");
    private static final Pattern HEADING = Pattern.compile("^\\s*#{1,6}\\s");

    /** All sentences of the passages in reading order; equal ones once, none without a letter or digit, and no headings. */
    static List<Quote> of(List<PassageBlock.Entry> passages) {
        List<Quote> quotes = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (PassageBlock.Entry passage : passages) {
            List<String> sentences = Sentences.of(passage.text());
            List<Set<String>> terms = sentences.stream().map(Terms::ofSentence).toList();
            Set<String> title = Terms.ofSentence(passage.from());
            for (int i = 0; i < sentences.size(); i++) {
                if (HEADING.matcher(sentences.get(i)).find()) {
                    continue;
                }
                String text = clean(sentences.get(i));
                if (text.chars().anyMatch(Character::isLetterOrDigit) && seen.add(text)) {
                    quotes.add(new Quote(passage.number(), text, terms.get(i), around(terms, i, title)));
                }
            }
        }
        return quotes;
    }

    private static Set<String> around(List<Set<String>> terms, int at, Set<String> title) {
        Set<String> around = new HashSet<>(title);
        if (at > 0) {
            around.addAll(terms.get(at - 1));
        }
        if (at + 1 < terms.size()) {
            around.addAll(terms.get(at + 1));
        }
        return around;
    }

    private static String clean(String sentence) {
        String line = sentence.replaceAll("\\s+", " ");
        return REFERENCE.matcher(line).replaceAll("").strip();
    }

    /** With its citation: {@code Up to five days carry over. [2]}. */
    String cited() {
        return text + " [" + passage + "]";
    }
}
