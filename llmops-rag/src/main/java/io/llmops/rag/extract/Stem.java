package io.llmops.rag.extract;

/**
 * Takes the inflection off an English word, so that carry, carries, carried and carrying are one. Much lighter than
 * Porter's stemmer: derived words (employ, employee, employment) stay apart.
 */
final class Stem {

    private static final int SHORTEST = 3;

    private Stem() {}

    static String of(String word) {
        if (word.length() <= SHORTEST || !word.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
            return word;
        }
        String stem = withoutPlural(word);
        stem = withoutEnding(stem);
        return stem.length() > SHORTEST && stem.endsWith("e") ? stem.substring(0, stem.length() - 1) : stem;
    }

    private static String withoutPlural(String word) {
        if (word.endsWith("ies") && word.length() > 4) {
            return cut(word, 3) + "y";
        }
        if (word.matches(".*(?:ss|x|ch|sh)es")) {
            return cut(word, 2);
        }
        boolean plural = word.endsWith("s") && !word.endsWith("ss") && !word.endsWith("us") && !word.endsWith("is");
        return plural ? cut(word, 1) : word;
    }

    private static String withoutEnding(String word) {
        if (word.endsWith("ied") && word.length() > 4) {
            return cut(word, 3) + "y";
        }
        int ending = word.endsWith("ing") ? 3 : word.endsWith("ed") && !word.endsWith("eed") ? 2 : 0;
        String stem = cut(word, ending);
        if (ending == 0 || stem.length() < SHORTEST || !stem.matches(".*[aeiouy].*")) {
            return word;
        }
        boolean doubled = stem.charAt(stem.length() - 1) == stem.charAt(stem.length() - 2)
                && "lsz".indexOf(stem.charAt(stem.length() - 1)) < 0;
        return doubled ? cut(stem, 1) : stem;
    }

    private static String cut(String word, int letters) {
        return word.substring(0, word.length() - letters);
    }
}
