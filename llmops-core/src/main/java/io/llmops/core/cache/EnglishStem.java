package io.llmops.core.cache;

/**
 * Takes the plural off an English word. No more than that: "is it closed" and "does it close" are two questions.
 */
final class EnglishStem {

    private static final int SHORTEST = 3;

    private EnglishStem() {}

    static String of(String word) {
        boolean plural = word.length() > SHORTEST
                && word.endsWith("s")
                && !word.endsWith("ss")
                && !word.endsWith("us")
                && !word.equals("news")
                && word.chars().allMatch(c -> c >= 'a' && c <= 'z');
        if (!plural) {
            return word;
        }
        if (word.endsWith("ies") && word.length() > SHORTEST + 1) {
            return word.substring(0, word.length() - 3) + "y";
        }
        boolean hissing =
                word.endsWith("sses") || word.endsWith("xes") || word.endsWith("ches") || word.endsWith("shes");
        return word.substring(0, word.length() - (hissing ? 2 : 1));
    }
}
