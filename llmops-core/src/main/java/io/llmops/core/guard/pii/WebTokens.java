package io.llmops.core.guard.pii;

/** JSON web tokens: two parts in base64url that begin as a JSON object does, and a signature; RFC 7519. */
final class WebTokens implements Scanner {

    private static final String OBJECT = "eyJ";
    private static final int MIN_PART = 8;

    @Override
    public void scan(String text, Finds finds) {
        int at = text.indexOf(OBJECT);
        while (at >= 0) {
            int end = at > 0 && Chars.isWord(text.charAt(at - 1)) ? -1 : end(text, at);
            if (end > 0) {
                finds.add("jwt", at, end);
            }
            at = text.indexOf(OBJECT, Math.max(at + 1, end));
        }
    }

    private static int end(String text, int at) {
        int header = run(text, at);
        if (header - at < MIN_PART || !Chars.is(text, header, '.')) {
            return -1;
        }
        int payload = run(text, header + 1);
        if (payload - header <= MIN_PART || !Chars.is(text, payload, '.')) {
            return -1;
        }
        return run(text, payload + 1);
    }

    private static int run(String text, int from) {
        return Chars.runEnd(text, from, Integer.MAX_VALUE, Chars::isWord);
    }
}
