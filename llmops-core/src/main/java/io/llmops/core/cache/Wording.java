package io.llmops.core.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a question says apart from how it is put, as a text: two questions may share an answer only if these texts are
 * equal. Words of no weight are left out; all others, so also every number, date, negation, direction and name, must be
 * the same in both. See docs/decisions/semantic-cache.md.
 */
final class Wording {

    /** "How can I", "how should I" and "how do I" ask the same. */
    private static final Set<String> WITHIN_HOW = Set.of("?can", "?should", "?must", "?will");

    /** Chinese has these where the answer would stand: 怎么重置密码 and 密码怎么重置 ask the same. */
    private static final Set<String> MOVABLE = Set.of("?how", "?when", "?where", "?why", "?howmany", "?howlong");
    /** Where one of these is, there may be a clause that the question does not belong to: 我知道怎么付款. */
    private static final Set<String> OF_CLAUSES = Set.of(
            "知", "忘", "记", "问", "说", "告", "决", "如", "若", "要", "假", "因", "但", "后", "前", "再", "先", "时", "之前", "之后");

    private Wording() {}

    /**
     * The kinds of answer that are wanted and the content, in their order: "how does a client complain" and "how do I complain
     * about a client" have the same words, and so have "if I can cancel must I pay" and "if I must cancel can I pay".
     */
    static String of(String question) {
        List<String> tokens = new ArrayList<>();
        for (String token : tokens(question)) {
            String last = tokens.isEmpty() ? "" : tokens.get(tokens.size() - 1);
            if (token.equals("?how") && WITHIN_HOW.contains(last)) {
                tokens.remove(tokens.size() - 1);
            }
            if (!(last.equals("?how") && WITHIN_HOW.contains(token))) {
                tokens.add(token);
            }
        }
        return String.join("\n", isChinese(question) ? fronted(tokens) : tokens);
    }

    private static boolean isChinese(String question) {
        return question.codePoints().anyMatch(Character::isIdeographic);
    }

    private static List<String> fronted(List<String> tokens) {
        List<String> movable = tokens.stream().filter(MOVABLE::contains).toList();
        if (movable.size() != 1 || tokens.stream().anyMatch(OF_CLAUSES::contains)) {
            return tokens;
        }
        return Stream.concat(movable.stream(), tokens.stream().filter(token -> !MOVABLE.contains(token)))
                .toList();
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
            case NAME, NUMBER, DATE, HAN, SYMBOL, BREAK -> raw.text();
        };
    }
}
