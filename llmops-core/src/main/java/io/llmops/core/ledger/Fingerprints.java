package io.llmops.core.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Keyed hashes of texts: the first 128 bits of SHA-256 over a key of one block and the text, in hexadecimal. Texts that
 * differ by case, width, space or closing punctuation alone have the same. Without the key nobody can test a guess.
 * Thread-safe.
 */
final class Fingerprints {

    private static final int BLOCK = 64;
    private static final int BYTES = 16;
    private static final String END = "?!.。？！…";

    private final MessageDigest keyed;

    /** Fingerprints with a key of any length. */
    Fingerprints(byte[] key) {
        try {
            keyed = MessageDigest.getInstance("SHA-256");
            // One whole block, so that its work is done once and each text starts from there.
            byte[] block = Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(key), BLOCK);
            keyed.update(block);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    String of(String text) {
        try {
            byte[] hash = ((MessageDigest) keyed.clone()).digest(normalise(text).getBytes(UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-256 of every JDK can be cloned", e);
        }
    }

    static String normalise(String text) {
        String folded =
                (isAscii(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFKC)).toLowerCase(Locale.ROOT);
        StringBuilder out = new StringBuilder(folded.length());
        boolean afterSpace = false;
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            boolean space = isSpace(c);
            if (!space) {
                out.append(c);
            } else if (!afterSpace) {
                out.append(' ');
            }
            afterSpace = space;
        }
        String spaced = out.toString().strip();
        int end = spaced.length();
        while (end > 0 && (END.indexOf(spaced.charAt(end - 1)) >= 0 || isSpace(spaced.charAt(end - 1)))) {
            end--;
        }
        return end == 0 ? spaced : spaced.substring(0, end);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > '\u007f') {
                return false;
            }
        }
        return true;
    }

    /** White space of ASCII and Unicode's separators, of which none lies beyond the basic plane. */
    private static boolean isSpace(char c) {
        if (c <= '\u007f') {
            return c == ' ' || (c >= '\t' && c <= '\r');
        }
        int type = Character.getType(c);
        return type == Character.SPACE_SEPARATOR
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
