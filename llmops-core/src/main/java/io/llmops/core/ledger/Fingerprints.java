package io.llmops.core.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Keyed hashes of texts: the first 128 bits of SHA-256 over a key of one block and the text, in hexadecimal. Texts that
 * differ by case, width, space or closing punctuation alone have the same. Without the key nobody can test a guess.
 * Thread-safe.
 */
final class Fingerprints {

    private static final int BLOCK = 64;
    private static final int BYTES = 16;
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern END = Pattern.compile("[\\s?!.。？！…]+$");

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

    private static String normalise(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        String spaced = SPACE.matcher(folded).replaceAll(" ").strip();
        String ended = END.matcher(spaced).replaceAll("");
        return ended.isEmpty() ? spaced : ended;
    }
}
