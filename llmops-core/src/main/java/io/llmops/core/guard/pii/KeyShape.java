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

    /** How much of a body is looked at to tell whether it is random; the rest is followed where it is. */
    private static final int ENOUGH = 40;
    /** Longer runs of letters are no words. */
    private static final int LONG_WORD = 20;

    /** Where a key that begins at the place ends, or -1 if none does. */
    int end(String text, int at) {
        if (!text.startsWith(prefix, at)) {
            return -1;
        }
        int from = at + prefix.length();
        int looked = Math.max(ENOUGH, min);
        int end = Chars.runEnd(text, from, looked, body);
        if (end - from < min || (body.has('-') && !isRandom(text, from, end))) {
            return -1;
        }
        if (end - from == looked) {
            end = Chars.runEnd(text, from, max + 1, body);
        }
        return end - from > max || Chars.alnumAt(text, end) ? -1 : end;
    }

    /** Keys are random; words with hyphens between them have no digit, no case within, and are not long. */
    private static boolean isRandom(String text, int from, int end) {
        boolean digit = false;
        boolean upper = false;
        boolean lower = false;
        int word = 0;
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            boolean isLower = c >= 'a' && c <= 'z';
            digit |= Chars.isDigit(c);
            upper |= Chars.isUpper(c);
            lower |= isLower;
            word = isLower || Chars.isUpper(c) ? word + 1 : 0;
            if ((upper && lower) || (digit && (upper || lower)) || word >= LONG_WORD) {
                return true;
            }
        }
        return false;
    }
}
