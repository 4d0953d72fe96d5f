package io.llmops.api.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Makes {@link SourceDocument#version() versions} for connectors whose source has none. */
public final class DocumentVersion {

    private DocumentVersion() {}

    /**
     * A version that is equal as long as content and metadata are.
     *
     * @param content the document's bytes, or its text in UTF-8
     * @param metadata in any order; what may change without a change of the document is to be left out
     * @return 64 hexadecimal digits of SHA-256
     */
    public static String of(byte[] content, Map<String, String> metadata) {
        MessageDigest hash = sha256();
        hash.update(content);
        new TreeMap<>(metadata).forEach((key, value) -> hash.update(("\0" + key + "\0" + value).getBytes(UTF_8)));
        return HexFormat.of().formatHex(hash.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
