package io.llmops.core.guard.pii;

import java.util.List;

/** Addresses of the internet protocol, version 4 in four decimal numbers, and version 6 by RFC 4291. */
final class IpAddresses implements Scanner {

    private static final List<String> NO_ADDRESS = List.of("version", "ver", "release", "build", "版本", "版本号");
    private static final int MAX_V6 = 45;

    @Override
    public void scan(String text, Finds finds) {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean begins = !isPart(text, at - 1) && (c == ':' || Chars.isAlnum(c));
            int end = begins ? Math.max(v4(text, at), v6(text, at)) : -1;
            if (end > 0) {
                finds.add("ip", at, end);
            }
            at = Math.max(at + 1, end);
        }
    }

    private static int v4(String text, int at) {
        int end = dotted(text, at);
        boolean open = end < 0
                || Chars.alnumAt(text, end)
                || (Chars.is(text, end, '.') && Chars.digitAt(text, end + 1))
                || (Chars.is(text, end, '-') && Chars.alnumAt(text, end + 1) && !Chars.digitAt(text, end + 1));
        return open || Context.before(text, at, NO_ADDRESS) ? -1 : end;
    }

    private static int dotted(String text, int at) {
        int pos = at;
        for (int i = 0; i < 4; i++) {
            if (i > 0) {
                if (!Chars.is(text, pos, '.')) {
                    return -1;
                }
                pos++;
            }
            int end = Chars.digitsEnd(text, pos, 4);
            if (end == pos || end - pos > 3 || (end - pos > 1 && text.charAt(pos) == '0')) {
                return -1;
            }
            if (Integer.parseInt(text, pos, end, 10) > 255) {
                return -1;
            }
            pos = end;
        }
        return pos;
    }

    private static int v6(String text, int at) {
        int end =
                Chars.runEnd(text, at, MAX_V6 + 1, c -> Chars.isHex(Character.toLowerCase(c)) || c == ':' || c == '.');
        while (end > at
                && (text.charAt(end - 1) == '.' || (text.charAt(end - 1) == ':' && !text.startsWith("::", end - 2)))) {
            end--; // the sentence's
        }
        if (end - at > MAX_V6 || Chars.alnumAt(text, end) || !hasDigitAndColons(text, at, end)) {
            return -1;
        }
        return isV6(text, at, end) ? end : -1;
    }

    /** Names in programs, such as a::b, are no addresses; nor is what has no part. */
    private static boolean hasDigitAndColons(String text, int from, int to) {
        int colons = 0;
        int digits = 0;
        for (int i = from; i < to; i++) {
            colons += text.charAt(i) == ':' ? 1 : 0;
            digits += Chars.isDigit(text.charAt(i)) ? 1 : 0;
        }
        return colons >= 2 && digits > 0;
    }

    private static boolean isV6(String text, int from, int to) {
        int groups = 0;
        boolean gap = false;
        int pos = from;
        if (text.startsWith("::", from)) {
            gap = true;
            pos += 2;
        }
        while (pos < to) {
            int end = Chars.runEnd(text, pos, 5, c -> Chars.isHex(Character.toLowerCase(c)));
            if (Chars.is(text, end, '.') && dotted(text, pos) == to) {
                groups += 2;
                pos = to;
                break;
            }
            if (end == pos || end - pos > 4) {
                return false;
            }
            groups++;
            pos = end;
            if (pos < to) {
                if (!gap && text.startsWith("::", pos)) {
                    gap = true;
                    pos += 2;
                } else if (text.charAt(pos) == ':' && pos + 1 < to) {
                    pos++;
                } else {
                    return false;
                }
            }
        }
        return gap ? groups >= 2 && groups < 8 : groups == 8;
    }

    private static boolean isPart(String text, int at) {
        if (at < 0) {
            return false;
        }
        char c = text.charAt(at);
        return Chars.isAlnum(c) || c == '_' || c == '.' || c == ':';
    }
}
