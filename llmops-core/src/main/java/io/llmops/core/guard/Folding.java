package io.llmops.core.guard;

/** What counts as the same character, and where a word may begin and end. One UTF-16 unit always stays one. */
final class Folding {

    private static final char IDEOGRAPHIC_SPACE = '\u3000';
    private static final char FIRST_FULL_WIDTH = '\uFF01';
    private static final char LAST_FULL_WIDTH = '\uFF5E';
    private static final int WIDTH_OFFSET = FIRST_FULL_WIDTH - '!';

    private Folding() {}

    /** Half width, then lower case. */
    static char fold(char c) {
        char half = c;
        if (c == IDEOGRAPHIC_SPACE) {
            half = ' ';
        } else if (c >= FIRST_FULL_WIDTH && c <= LAST_FULL_WIDTH) {
            half = (char) (c - WIDTH_OFFSET);
        }
        return Character.toLowerCase(half);
    }

    /**
     * Whether a word that has {@code edge} as its first or last character may stand beside {@code neighbour}. Letters
     * of scripts that separate words by spaces do not stand beside each other, nor do two digits.
     */
    static boolean isBoundary(char edge, char neighbour) {
        char a = fold(edge);
        char b = fold(neighbour);
        return !(isSpacedLetter(a) && isSpacedLetter(b)) && !(Character.isDigit(a) && Character.isDigit(b));
    }

    private static boolean isSpacedLetter(char c) {
        if (c < 0x80) {
            return c >= 'a' && c <= 'z';
        }
        if (!Character.isLetter(c)) {
            return false;
        }
        Character.UnicodeScript script = Character.UnicodeScript.of(c);
        return script == Character.UnicodeScript.LATIN
                || script == Character.UnicodeScript.GREEK
                || script == Character.UnicodeScript.CYRILLIC;
    }
}
