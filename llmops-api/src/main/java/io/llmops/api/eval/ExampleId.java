package io.llmops.api.eval;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Ids made from a row's input, so that the same row has the same id in every JVM, whatever the order of its variables and
 * whichever rows stand beside it.
 */
final class ExampleId {

    /** 64 bits: among a million rows the odds of any two sharing an id are about one in 37 million. */
    private static final int BYTES = 8;

    private ExampleId() {}

    static String of(Map<String, String> input) {
        MessageDigest digest = sha256();
        new TreeMap<>(input).forEach((name, value) -> {
            update(digest, name);
            update(digest, value);
        });
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }

    /** Each part goes in with its length, so that "ab" + "c" differs from "a" + "bc". */
    private static void update(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM must have SHA-256, but this one has not", e);
        }
    }
}
