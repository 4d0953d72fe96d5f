package io.llmops.core.guard.injection;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/** Looks for words and phrases in a folded text, in time in proportion to it. */
final class Words {

    private Words() {}

    /** Lower case, compatible forms as one, hidden characters gone, spaces in a row as one; line feeds stay. */
    static String fold(String text) {
        String plain = Normalizer.normalize(Untrusted.visible(text), Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replace('’', '\'');
        StringBuilder out = new StringBuilder(plain.length() + 1).append('\n');
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            char last = out.charAt(out.length() - 1);
            if (c == '\n') {
                out.append('\n');
            } else if (!Character.isWhitespace(c)) {
                out.append(c);
            } else if (last != ' ' && last != '\n') {
                out.append(' ');
            }
        }
        return out.toString();
    }

    /** The next place of a phrase that does not begin within a word, or -1. */
    static int find(String text, String phrase, int from) {
        int at = text.indexOf(phrase, from);
        while (at > 0 && isLatin(phrase.charAt(0)) && isLatin(text.charAt(at - 1))) {
            at = text.indexOf(phrase, at + 1);
        }
        return at;
    }

    /** Whether one of the phrases begins within so many characters, in the same sentence. */
    static boolean follows(String text, int from, int reach, List<String> phrases) {
        int to = from;
        int limit = Math.min(text.length(), from + reach);
        while (to < limit && "。！？!?".indexOf(text.charAt(to)) < 0) {
            to++;
        }
        for (String phrase : phrases) {
            String stretch = text.substring(from, Math.min(text.length(), to + phrase.length()));
            if (find(stretch, phrase, 0) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLatin(char c) {
        return c < 0x250 && Character.isLetter(c);
    }
}
