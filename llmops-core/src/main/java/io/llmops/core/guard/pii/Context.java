package io.llmops.core.guard.pii;

import java.util.List;
import java.util.Locale;

/** Words beside a place that say what stands there. Looks at a bounded stretch of the text. */
final class Context {

    private static final int REACH = 36;
    private static final int NEAR = 12;

    private Context() {}

    /** Whether one of the words stands shortly before the place, in the same line. */
    static boolean before(String text, int at, List<String> words) {
        int from = at;
        while (from > 0 && at - from < REACH && text.charAt(from - 1) != '\n') {
            from--;
        }
        return hasWord(text.substring(from, at), words);
    }

    /** Whether one of the words stands right after the place, in the same line. */
    static boolean after(String text, int at, List<String> words) {
        return hasWord(text.substring(at, Chars.runEnd(text, at, NEAR, c -> c != '\n')), words);
    }

    private static boolean hasWord(String stretch, List<String> words) {
        String lower = stretch.toLowerCase(Locale.ROOT);
        for (String word : words) {
            for (int i = lower.indexOf(word); i >= 0; i = lower.indexOf(word, i + 1)) {
                if (word.charAt(0) > 0x7F
                        || ((i == 0 || !Chars.isLetter(lower.charAt(i - 1)))
                                && (i + word.length() == lower.length()
                                        || !Chars.isLetter(lower.charAt(i + word.length()))))) {
                    return true;
                }
            }
        }
        return false;
    }
}
