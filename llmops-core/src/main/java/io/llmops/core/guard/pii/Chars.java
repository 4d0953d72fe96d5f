package io.llmops.core.guard.pii;

/** What characters are, in ASCII alone, and runs of them. */
final class Chars {

    /** Which characters a run is made of. */
    interface Kind {
        boolean has(char c);
    }

    private Chars() {}

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    static boolean isLetter(char c) {
        return isUpper(c) || (c >= 'a' && c <= 'z');
    }

    static boolean isAlnum(char c) {
        return isDigit(c) || isLetter(c);
    }

    static boolean isUpperAlnum(char c) {
        return isDigit(c) || isUpper(c);
    }

    static boolean isHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f');
    }

    /** Letters, digits, hyphen and underscore: what base64url is written in. */
    static boolean isWord(char c) {
        return isAlnum(c) || c == '-' || c == '_';
    }

    /** What bearer tokens are written in; RFC 6750, section 2.1. */
    static boolean isToken(char c) {
        return isWord(c) || c == '.' || c == '~' || c == '+' || c == '/' || c == '=';
    }

    /** Whether a letter or digit stands before the place. */
    static boolean alnumBefore(String text, int at) {
        return at > 0 && isAlnum(text.charAt(at - 1));
    }

    /** Whether a letter or digit stands at the place. */
    static boolean alnumAt(String text, int at) {
        return at < text.length() && isAlnum(text.charAt(at));
    }

    static boolean digitAt(String text, int at) {
        return at >= 0 && at < text.length() && isDigit(text.charAt(at));
    }

    static boolean is(String text, int at, char c) {
        return at >= 0 && at < text.length() && text.charAt(at) == c;
    }

    /** Where the digits that begin at {@code from} end; they are not followed beyond {@code most} of them. */
    static int digitsEnd(String text, int from, int most) {
        int limit = (int) Math.min(text.length(), (long) from + most);
        int at = from;
        while (at < limit && isDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Where a run that begins at {@code from} ends; it is not followed beyond {@code most} characters. */
    static int runEnd(String text, int from, int most, Kind kind) {
        int limit = (int) Math.min(text.length(), (long) from + most);
        int at = from;
        while (at < limit && kind.has(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
