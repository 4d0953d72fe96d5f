package io.llmops.core.guard;

/**
 * What a UTF-16 unit is to a word: a part of it, or something put between its parts. Kinds are numbers, so that a scan
 * can look them up; those from {@link #PICTOGRAPH} on stand between.
 */
final class Kind {

    /** A letter of a script that does not separate words by spaces, and whatever is nothing else. */
    static final byte LETTER = 0;
    /** A letter of Latin, Greek or Cyrillic script. */
    static final byte SPACED = 1;
    /** A digit; Chinese numerals are letters. */
    static final byte DIGIT = 2;
    /** The high surrogate of an emoji; its low one belongs to it. */
    static final byte PICTOGRAPH = 3;
    /** A symbol, or what has no width. */
    static final byte SYMBOL = 4;
    /** What joins or encloses words: a hyphen, a stop, a quotation mark. */
    static final byte JOINER = 5;
    /** What ends a part of a sentence. */
    static final byte SENTENCE = 6;
    /** White space and line ends. */
    static final byte SPACE = 7;

    private static final String JOINERS = ".-'/_&()\"‘’“”‐‑–—…";
    private static final String SENTENCES = ",;:!?，。；：！？、";
    private static final char FIRST_PICTOGRAPH = '\uD83C';
    private static final char LAST_PICTOGRAPH = '\uD83E';
    private static final byte[] KINDS = table();

    private Kind() {}

    static byte of(char c) {
        return KINDS[c];
    }

    /** Whether it stands between the parts of words; of a low surrogate only its high one can tell. */
    static boolean between(char c) {
        return KINDS[c] >= PICTOGRAPH;
    }

    /** Whether it is part of a word of a script that separates words by spaces. */
    static boolean spaced(char c) {
        return KINDS[c] == SPACED || KINDS[c] == DIGIT;
    }

    /** Whether a word that has one of these as its first or last character may stand beside the other. */
    static boolean boundary(char edge, char neighbour) {
        return KINDS[edge] != KINDS[neighbour] || !spaced(edge);
    }

    private static byte[] table() {
        byte[] kinds = new byte[Folding.CHARS];
        for (int c = 0; c < kinds.length; c++) {
            kinds[c] = kind((char) c);
        }
        JOINERS.chars().forEach(c -> kinds[c] = JOINER);
        SENTENCES.chars().forEach(c -> kinds[c] = SENTENCE);
        return kinds;
    }

    private static byte kind(char c) {
        if (c >= FIRST_PICTOGRAPH && c <= LAST_PICTOGRAPH) {
            return PICTOGRAPH;
        }
        if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
            return SPACE;
        }
        char folded = Folding.fold(c);
        return switch (Character.getType(c)) {
            case Character.DECIMAL_DIGIT_NUMBER -> DIGIT;
            case Character.OTHER_NUMBER -> folded >= '0' && folded <= '9' ? DIGIT : SYMBOL;
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> combining(c) ? SYMBOL : LETTER;
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION,
                    Character.MATH_SYMBOL,
                    Character.CURRENCY_SYMBOL,
                    Character.MODIFIER_SYMBOL -> SYMBOL;
            case Character.OTHER_SYMBOL -> spacedScript(folded) ? SPACED : SYMBOL;
            default -> spacedScript(folded) ? SPACED : LETTER;
        };
    }

    /** Marks that can be put on anything; those of a script's own letters are part of them. */
    private static boolean combining(char c) {
        Character.UnicodeScript script = Character.UnicodeScript.of(c);
        return script == Character.UnicodeScript.INHERITED || script == Character.UnicodeScript.COMMON;
    }

    private static boolean spacedScript(char folded) {
        if (!Character.isLetter(folded)) {
            return false;
        }
        Character.UnicodeScript script = Character.UnicodeScript.of(folded);
        return script == Character.UnicodeScript.LATIN
                || script == Character.UnicodeScript.GREEK
                || script == Character.UnicodeScript.CYRILLIC;
    }
}
