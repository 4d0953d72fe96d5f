package io.llmops.core.guard.pii;

import java.util.List;

/** What is called a secret: {@code password = ...}, {@code "api_key": "..."}, {@code Bearer ...}, 密码是…. */
final class NamedSecrets implements Scanner {

    /** In lower case; a space in a name also stands for a hyphen, an underscore or nothing. */
    private static final List<String> NAMES = List.of(
            "password",
            "passwd",
            "passphrase",
            "pwd",
            "secret key",
            "secret access key",
            "secret",
            "api key",
            "access key",
            "account key",
            "access token",
            "auth token",
            "密码",
            "口令",
            "密钥",
            "令牌");

    private static final String BEARER = "bearer";
    private static final int MAX_SPACES = 4;
    private static final int MIN_VALUE = 6;
    private static final int MIN_BEARER = 12;
    /** No word is so long. */
    private static final int LONG_BEARER = 24;

    private static final int MAX_VALUE = 400;

    @Override
    public void scan(String text, Finds finds) {
        int at = 0;
        while (at < text.length()) {
            at = !begins(text.charAt(at)) ? at + 1 : Math.max(at + 1, at(text, at, finds));
        }
    }

    /** Whether one of the names begins so. */
    private static boolean begins(char c) {
        return switch (c) {
            case 'p', 'P', 's', 'S', 'a', 'A', 'b', 'B', '密', '口', '令' -> true;
            default -> false;
        };
    }

    private static int at(String text, int at, Finds finds) {
        int name = matchEnd(text, at, BEARER);
        if (name > 0 && !Chars.alnumBefore(text, at)) {
            return bearer(text, name, finds);
        }
        for (String known : NAMES) {
            name = matchEnd(text, at, known);
            if (name > 0) {
                int end = value(text, name, finds);
                if (end > 0) {
                    return end;
                }
            }
        }
        return at;
    }

    private static int bearer(String text, int name, Finds finds) {
        int from = spaces(text, name);
        int end = Chars.runEnd(text, from, Integer.MAX_VALUE, Chars::isToken);
        boolean random = end - from >= LONG_BEARER || isRandom(text, from, end);
        if (from > name && end - from >= MIN_BEARER && random) {
            finds.add("bearer-token", from, end);
        }
        return end;
    }

    private static int value(String text, int name, Finds finds) {
        int at = spaces(text, quote(text, name));
        int from = spaces(text, separator(text, at));
        if (separator(text, at) == at) {
            return -1;
        }
        from = quote(text, from);
        int end = Chars.runEnd(text, from, MAX_VALUE, c -> c > ' ' && c < 0x7F && "\"'`,;<>{}[]()\\".indexOf(c) < 0);
        if (end > from && (text.charAt(end - 1) == '.' || text.charAt(end - 1) == '!') && !isQuote(text, end)) {
            end = text.charAt(end - 1) == '.' ? end - 1 : end; // the sentence's, while passwords do end in !
        }
        if (end - from < MIN_VALUE || !isRandom(text, from, end)) {
            return -1;
        }
        finds.add("password", from, end);
        return end;
    }

    /** Where a name that begins at the place ends, or -1. */
    private static int matchEnd(String text, int at, String name) {
        int pos = at;
        for (int i = 0; i < name.length(); i++) {
            char expected = name.charAt(i);
            if (expected == ' ') {
                pos += pos < text.length() && " _-".indexOf(text.charAt(pos)) >= 0 ? 1 : 0;
                continue;
            }
            if (pos >= text.length() || Character.toLowerCase(text.charAt(pos)) != expected) {
                return -1;
            }
            pos++;
        }
        return pos;
    }

    private static int separator(String text, int at) {
        if (at >= text.length()) {
            return at;
        }
        char c = text.charAt(at);
        if (c == ':' || c == '=') {
            return Chars.is(text, at + 1, '>') || Chars.is(text, at + 1, '=') ? at + 2 : at + 1;
        }
        if (c == '是' || c == '为') {
            return at + 1;
        }
        return text.startsWith("is ", at) ? at + 2 : at;
    }

    private static int spaces(String text, int at) {
        return Chars.runEnd(text, at, MAX_SPACES, c -> c == ' ' || c == '\t' || c == '\u3000');
    }

    private static int quote(String text, int at) {
        return isQuote(text, at) ? at + 1 : at;
    }

    private static boolean isQuote(String text, int at) {
        return at < text.length() && "\"'`".indexOf(text.charAt(at)) >= 0;
    }

    /** A word is no secret: a digit or a sign must be there. */
    private static boolean isRandom(String text, int from, int end) {
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (!Chars.isLetter(c) && c != '-' && c != '_' && c != '.' && c != '/' && c != ':') {
                return true;
            }
        }
        return false;
    }
}
