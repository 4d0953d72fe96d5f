package io.llmops.core.cache;

import java.text.Normalizer;

/** Folds what is written in another width or script of digits, but nothing that says something by its place. */
final class QuestionText {

    private QuestionText() {}

    /** NFKC, with 10³ as 10^3 and not 103, digits of every script as 0 to 9, and one minus and one apostrophe. */
    static String fold(String question) {
        StringBuilder marked = new StringBuilder(question.length());
        question.codePoints().forEach(c -> append(marked, c));
        String text = Normalizer.normalize(marked, Normalizer.Form.NFKC);
        StringBuilder folded = new StringBuilder(text.length());
        text.codePoints().forEach(c -> folded.appendCodePoint(plain(c)));
        return folded.toString();
    }

    /** Numbers that are no digits stand by themselves, so that 5① is not 51. */
    private static void append(StringBuilder out, int c) {
        if (isSuperscript(c)) {
            boolean begins = out.isEmpty() || !isSuperscript(out.codePointBefore(out.length()));
            out.append(begins ? "^" : "").appendCodePoint(c);
        } else if (Character.getType(c) == Character.OTHER_NUMBER && !isSubscript(c)) {
            out.append(' ').appendCodePoint(c).append(' ');
        } else {
            boolean joins = isSubscript(c)
                    ? !out.isEmpty() && Character.isDigit(out.codePointBefore(out.length()))
                    : Character.isDigit(c) && !out.isEmpty() && isSubscript(out.codePointBefore(out.length()));
            out.append(joins ? "_" : "").appendCodePoint(c);
        }
    }

    private static boolean isSuperscript(int c) {
        return c == '²' || c == '³' || c == '¹' || (c >= '⁰' && c <= 'ⁿ');
    }

    private static boolean isSubscript(int c) {
        return c >= '₀' && c <= '₎';
    }

    private static int plain(int c) {
        return switch (c) {
            case '’' -> '\'';
            case '−', '–', '‐', '‒' -> '-';
            case '〜' -> '~';
            default -> Character.isDigit(c) ? '0' + Character.digit(c, 10) : c;
        };
    }
}
