package io.llmops.core.gateway;

/** Counts bytes of UTF-8 without making them. */
final class Utf8 {

    private Utf8() {}

    /** Bytes of a text; a lone surrogate counts as the three bytes of the mark that replaces it. */
    static long length(String text) {
        long bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x800) {
                if (Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1))) {
                    i++;
                }
                bytes += 2;
            } else if (c >= 0x80) {
                bytes++;
            }
        }
        return bytes;
    }
}
