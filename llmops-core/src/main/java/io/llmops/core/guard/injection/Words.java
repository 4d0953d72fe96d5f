package io.llmops.core.guard.injection;

import java.text.Normalizer;
import java.util.BitSet;
import java.util.Locale;

/**
 * A text folded for a search for phrases: lower case, compatible forms as one, hidden characters gone, white space in a row
 * as one space. Immutable.
 */
final class Words {

    private static final String SENTENCE_ENDS = "。！？!?";

    private final String text;
    private final BitSet lines = new BitSet();

    Words(String original) {
        String plain = Normalizer.normalize(Untrusted.visible(original), Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replace('’', '\'');
        StringBuilder out = new StringBuilder(plain.length() + 1).append(' ');
        lines.set(0);
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            int last = out.length() - 1;
            if (!Character.isWhitespace(c)) {
                out.append(c);
            } else if (out.charAt(last) != ' ') {
                out.append(' ');
                last++;
            }
            if (c == '\n') {
                lines.set(last);
            }
        }
        this.text = out.toString();
    }

    int length() {
        return text.length();
    }

    char at(int place) {
        return text.charAt(place);
    }

    /** Whether a phrase stands at the place. */
    boolean has(String phrase, int place) {
        return text.startsWith(phrase, place);
    }

    /** Whether the place is the white space before a line. */
    boolean isLineStart(int place) {
        return lines.get(place);
    }

    /** Whether the place is within a word of letters. */
    boolean isWithin(int place) {
        return place > 0 && isLatin(text.charAt(place)) && isLatin(text.charAt(place - 1));
    }

    /** Whether no sentence ends from a place to another. */
    boolean isOneSentence(int from, int to) {
        for (int i = from; i < to; i++) {
            if (SENTENCE_ENDS.indexOf(text.charAt(i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLatin(char c) {
        return c < 0x250 && Character.isLetter(c);
    }
}
