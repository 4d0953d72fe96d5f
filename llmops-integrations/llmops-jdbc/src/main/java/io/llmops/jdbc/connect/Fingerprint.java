package io.llmops.jdbc.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/** SHA-256 of what a row says. */
final class Fingerprint {

    private static final int SHORT_BYTES = 9;
    private static final byte[] END = {0};

    private Fingerprint() {}

    /** Of a document: equal as long as both its text and its metadata are. */
    static String of(byte[] text, Map<String, String> sortedMetadata) {
        MessageDigest hash = sha256();
        hash.update(text);
        sortedMetadata.forEach((key, value) -> {
            hash.update(END);
            hash.update(key.getBytes(UTF_8));
            hash.update(END);
            hash.update(value.getBytes(UTF_8));
        });
        return HexFormat.of().formatHex(hash.digest());
    }

    static String of(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(UTF_8)));
    }

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
