package io.llmops.core.guard;

import java.util.List;
import java.util.stream.Collectors;

/** What sensitive words say about a text, by their action. */
final class WordVerdict {

    private WordVerdict() {}

    static Verdict of(SensitiveWords words, String text) {
        List<SensitiveWords.Match> found = words.find(text);
        List<GuardHit> hits = found.stream()
                .map(m -> new GuardHit(m.word(), m.category(), m.start()))
                .toList();
        if (found.isEmpty() || words.action() == SensitiveWords.Action.LOG) {
            return Verdict.pass(hits);
        }
        return words.action() == SensitiveWords.Action.MASK
                ? Verdict.rewrite(words.mask(text), hits)
                : Verdict.refuse(found.size() + " sensitive word(s) of category " + categories(found), hits);
    }

    private static String categories(List<SensitiveWords.Match> found) {
        return found.stream()
                .map(SensitiveWords.Match::category)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
