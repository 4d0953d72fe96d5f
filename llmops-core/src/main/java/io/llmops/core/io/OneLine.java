package io.llmops.core.io;

/** Text of others where people read it line by line: logs, messages, reports on a terminal. */
public final class OneLine {

    private OneLine() {}

    /**
     * The text with line breaks, control characters (those that terminals obey among them) and characters that change the
     * direction of writing as escapes, such as {@code \n} and {@code \}{@code u001b}; the same text if it has none.
     */
    public static String of(String text) {
        int at = 0;
        while (at < text.length() && !isUnsafe(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 8).append(text, 0, at);
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (!isUnsafe(c)) {
                out.append(c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (c == '\r') {
                out.append("\\r");
            } else if (c == '\t') {
                out.append("\\t");
            } else {
                out.append("\\u%04x".formatted((int) c));
            }
        }
        return out.toString();
    }

    private static boolean isUnsafe(char c) {
        return c < ' '
                || (c >= 0x7F && c < 0xA0)
                || c == 0x2028
                || c == 0x2029
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
