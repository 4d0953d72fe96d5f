package io.llmops.core.cache;

/** Takes the usual endings off an English word: plural, -ed, -ing. Crude on purpose; both questions are treated alike. */
final class EnglishStem {

    private static final int SHORTEST = 3;

    private EnglishStem() {}

    static String of(String word) {
        if (!word.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
            return word;
        }
        String stem = plural(word);
        stem = cut(stem, "ing");
        stem = cut(stem, "ed");
        return stem.length() > SHORTEST && stem.endsWith("e") ? stem.substring(0, stem.length() - 1) : stem;
    }

    private static String plural(String word) {
        if (word.length() <= SHORTEST
                || !word.endsWith("s")
                || word.endsWith("ss")
                || word.endsWith("us")
                || word.equals("news")) {
            return word;
        }
        if (word.endsWith("ies") && word.length() > 4) {
            return word.substring(0, word.length() - 3) + "y";
        }
        boolean hissing =
                word.endsWith("sses") || word.endsWith("xes") || word.endsWith("ches") || word.endsWith("shes");
        return word.substring(0, word.length() - (hissing ? 2 : 1));
    }

    private static String cut(String word, String ending) {
        int length = word.length() - ending.length();
        if (length < SHORTEST || !word.endsWith(ending)) {
            return word;
        }
        String stem = word.substring(0, length);
        boolean doubled = length > SHORTEST
                && stem.charAt(length - 1) == stem.charAt(length - 2)
                && "lsz".indexOf(stem.charAt(length - 1)) < 0;
        return doubled ? stem.substring(0, length - 1) : stem.replaceFirst("i$", "y");
    }
}
