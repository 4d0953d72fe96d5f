package io.llmops.core.guard.pii;

import java.util.Locale;
import java.util.Set;

/** E-mail addresses: RFC 5321 without quoted local parts, domains in ASCII. */
final class Emails implements Scanner {

    private static final int MAX_LOCAL = 64;
    private static final int MAX_DOMAIN = 253;
    /** Names of pictures for dense screens, such as icon@2x.png. */
    private static final Set<String> NO_DOMAINS = Set.of("png", "jpg", "jpeg", "gif", "svg", "webp");

    @Override
    public void scan(String text, Finds finds) {
        int at = text.indexOf('@');
        while (at >= 0) {
            int start = localStart(text, at);
            int end = start < at ? domainEnd(text, at + 1) : -1;
            if (end > 0) {
                finds.add("email", start, end);
            }
            at = text.indexOf('@', Math.max(at + 1, end));
        }
    }

    private static int localStart(String text, int at) {
        int start = at;
        int limit = Math.max(0, at - MAX_LOCAL - 1);
        while (start > limit && isLocal(text.charAt(start - 1))) {
            start--;
        }
        if (at - start > MAX_LOCAL) {
            return at;
        }
        while (start < at && !Chars.isAlnum(text.charAt(start)) && text.charAt(start) != '_') {
            start++;
        }
        return start;
    }

    private static int domainEnd(String text, int from) {
        int end = Chars.runEnd(text, from, MAX_DOMAIN, c -> Chars.isAlnum(c) || c == '.' || c == '-');
        while (end > from) {
            int dot = end - 1;
            while (dot > from && text.charAt(dot) != '.') {
                dot--;
            }
            if (dot <= from) {
                return -1;
            }
            int label = Chars.runEnd(text, dot + 1, end - dot - 1, Chars::isLetter);
            if (label == end && end - dot > 2 && isDomain(text, from, dot)) {
                String top = text.substring(dot + 1, end).toLowerCase(Locale.ROOT);
                return NO_DOMAINS.contains(top) ? -1 : end;
            }
            end = dot;
        }
        return -1;
    }

    /** Labels that begin with a letter or digit, each of 63 characters at most. */
    private static boolean isDomain(String text, int from, int to) {
        int label = from;
        for (int i = from; i <= to; i++) {
            if (i == to || text.charAt(i) == '.') {
                if (i == label || i - label > 63 || text.charAt(label) == '-') {
                    return false;
                }
                label = i + 1;
            }
        }
        return true;
    }

    private static boolean isLocal(char c) {
        return Chars.isAlnum(c) || "._%+-'&".indexOf(c) >= 0;
    }
}
