package io.llmops.jdbc.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Short hashes of what rows say. */
final class Fingerprint {

    private static final int SHORT_BYTES = 9;

    private Fingerprint() {}

    /** Twelve characters, for a position that holds hundreds of them. */
    static String brief(String text) {
        byte[] digest = sha256().digest(text.getBytes(UTF_8));
        byte[] begin = new byte[SHORT_BYTES];
        System.arraycopy(digest, 0, begin, 0, SHORT_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(begin);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
