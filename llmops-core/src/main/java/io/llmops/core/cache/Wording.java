package io.llmops.core.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a question says apart from how it is put, as a text: two questions may share an answer only if these texts are
 * equal. Words of no weight are left out; all others, so also every number, date, negation, direction and name, must be
 * the same in both. See docs/decisions/semantic-cache.md.
 */
final class Wording {

    private static final char MODE = '?';
    /** "How can I", "how should I" and "how do I" ask the same. */
    private static final Set<String> WITHIN_HOW = Set.of("?can", "?should", "?must", "?will");

    private Wording() {}

    /**
     * The kinds of answer that are wanted, and the content in its order: "how does a client complain" and "how do I complain
     * about a client" have the same words.
     */
    static String of(String question) {
        List<String> content = new ArrayList<>();
        Set<String> modes = new TreeSet<>();
        for (String token : tokens(question)) {
            if (token.length() > 1 && token.charAt(0) == MODE) {
                modes.add(token);
            } else {
                content.add(token);
            }
        }
        if (modes.contains("?how")) {
            modes.removeAll(WITHIN_HOW);
        }
        return String.join(" ", modes) + "\n" + String.join("\n", content);
    }

    private static List<String> tokens(String question) {
        List<RawToken> raw = Dates.merge(Numerals.read(QuestionScanner.scan(question)));
        List<String> tokens = new ArrayList<>();
        int i = 0;
        while (i < raw.size()) {
            PhraseTable.Match match = PhraseTable.bundled().match(raw, i);
            if (match != null) {
                tokens.addAll(match.meaning());
                i += match.length();
            } else {
                tokens.add(text(raw.get(i++)));
            }
        }
        return tokens;
    }

    private static String text(RawToken raw) {
        return switch (raw.kind()) {
            case ORDINAL -> raw.text() + "th";
            case CLOCK -> "at " + raw.text();
            case WORD -> EnglishStem.of(raw.text());
            case NAME, NUMBER, DATE, HAN, SYMBOL -> raw.text();
        };
    }
}
