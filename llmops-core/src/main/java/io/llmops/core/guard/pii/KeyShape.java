package io.llmops.core.guard.pii;

/**
 * What keys of one issuer look like: a prefix, then a run of characters.
 *
 * @param kind the kind of find
 * @param prefix how it begins
 * @param body what follows is made of
 * @param min at least so many of them
 * @param max at most so many
 */
record KeyShape(String kind, String prefix, Chars.Kind body, int min, int max) {

    /** How far a body without a limit is followed before it is known to be a key. */
    private static final int FAR = 300;

    /** Where a key that begins at the place ends, or -1 if none does. */
    int end(String text, int at) {
        if (!text.startsWith(prefix, at)) {
            return -1;
        }
        int from = at + prefix.length();
        int end = Chars.runEnd(text, from, Math.min(max + 1, FAR), body);
        if (end - from < min || end - from > max || !isMixed(text, from, end)) {
            return -1;
        }
        if (end - from == FAR) {
            end = Chars.runEnd(text, end, Integer.MAX_VALUE, body);
        }
        return Chars.alnumAt(text, end) ? -1 : end;
    }

    /** Keys are random, words are not: where hyphens are allowed, a letter and a digit or two cases must be there. */
    private boolean isMixed(String text, int from, int end) {
        boolean digit = false;
        boolean upper = false;
        boolean lower = false;
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            digit |= Chars.isDigit(c);
            upper |= Chars.isUpper(c);
            lower |= Chars.isLetter(c) && !Chars.isUpper(c);
        }
        return !body.has('-') || (upper && lower) || (digit && (upper || lower)) || longWord(text, from, end);
    }

    /** A run of twenty characters without a hyphen is no compound of words. */
    private static boolean longWord(String text, int from, int end) {
        int run = 0;
        for (int i = from; i < end; i++) {
            run = Chars.isAlnum(text.charAt(i)) ? run + 1 : 0;
            if (run == 20) {
                return true;
            }
        }
        return false;
    }
}
