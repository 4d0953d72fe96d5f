package io.llmops.core.guard.pii;

/** Passwords in the authority of a URL: {@code scheme://user:password@host}; RFC 3986, section 3.2.1. */
final class UrlPasswords implements Scanner {

    private static final String AUTHORITY = "://";
    private static final int MAX_USER = 128;
    private static final int MAX_PASSWORD = 300;

    @Override
    public void scan(String text, Finds finds) {
        int at = text.indexOf(AUTHORITY);
        while (at >= 0) {
            int from = at + AUTHORITY.length();
            int user = Chars.runEnd(text, from, MAX_USER, c -> c != ':' && isPart(c));
            if (Chars.is(text, user, ':')) {
                password(text, user + 1, finds);
            }
            at = text.indexOf(AUTHORITY, from);
        }
    }

    /** Up to the last @ of the authority, since passwords have some that nobody encoded. */
    private static void password(String text, int from, Finds finds) {
        int end = Chars.runEnd(text, from, MAX_PASSWORD, UrlPasswords::isPart);
        while (end > from && !Chars.is(text, end, '@')) {
            end--;
        }
        if (end > from && !isPlaceholder(text.charAt(from))) {
            finds.add("url-password", from, end);
        }
    }

    private static boolean isPart(char c) {
        return c > ' ' && c < 0x7F && "/?#\"'`<>\\,;".indexOf(c) < 0;
    }

    private static boolean isPlaceholder(char first) {
        return "{<$*[%".indexOf(first) >= 0;
    }
}
