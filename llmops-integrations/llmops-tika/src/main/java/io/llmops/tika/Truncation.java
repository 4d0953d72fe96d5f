package io.llmops.tika;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Sees that a file was cut off. The parsers would repair such a file silently and hand over the part that is left, and a
 * knowledge base without the last pages is worse than an error.
 */
final class Truncation {

    /** A PDF ends with this marker in its last 1,024 bytes (as Acrobat accepts it); doubled here for trailing junk. */
    private static final int PDF_TAIL = 2_048;
    /** The end record of a zip has 22 bytes and a comment of at most 65,535 (APPNOTE.TXT 4.3.16). */
    private static final int ZIP_TAIL = 22 + 65_535;

    private Truncation() {}

    /** Says what is missing at the end, judged by the first bytes; empty where nothing is, or the kind has no end mark. */
    static Optional<String> sign(byte[] bytes) {
        if (startsWith(bytes, "%PDF-") && !tailHolds(bytes, "%%EOF", PDF_TAIL)) {
            return Optional.of("the end of the PDF is missing");
        }
        if (startsWith(bytes, "PK\u0003\u0004") && !tailHolds(bytes, "PK\u0005\u0006", ZIP_TAIL)) {
            return Optional.of("the end of the archive is missing");
        }
        if (startsWith(bytes, "{\\rtf") && lastInk(bytes) != '}') {
            return Optional.of("the end of the RTF is missing");
        }
        return Optional.empty();
    }

    private static boolean startsWith(byte[] bytes, String magic) {
        return matches(bytes, 0, magic.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static boolean tailHolds(byte[] bytes, String mark, int tail) {
        byte[] wanted = mark.getBytes(StandardCharsets.ISO_8859_1);
        for (int at = bytes.length - wanted.length; at >= Math.max(0, bytes.length - tail); at--) {
            if (matches(bytes, at, wanted)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(byte[] bytes, int at, byte[] wanted) {
        if (bytes.length - at < wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (bytes[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static int lastInk(byte[] bytes) {
        int at = bytes.length - 1;
        while (at > 0 && bytes[at] >= 0 && bytes[at] <= ' ') {
            at--;
        }
        return bytes[at];
    }
}
