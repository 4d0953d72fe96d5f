package io.llmops.eval.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Overlap of two bags of words; see {@link TextMetrics#f1(double)}. */
final class TokenF1 {

    private static final Set<String> ARTICLES = Set.of("a", "an", "the");

    private TokenF1() {}

    static double of(List<String> expected, List<String> answer) {
        List<String> wanted = withoutArticles(expected);
        List<String> given = withoutArticles(answer);
        int words = wanted.size() + given.size();
        long common = given.stream().filter(wanted::remove).count();
        // Both empty means that expected and answer hold nothing but articles; SQuAD's script calls that equal.
        return words == 0 ? 1 : 2.0 * common / words;
    }

    private static List<String> withoutArticles(List<String> words) {
        List<String> rest = new ArrayList<>(words);
        rest.removeAll(ARTICLES);
        return rest;
    }
}
