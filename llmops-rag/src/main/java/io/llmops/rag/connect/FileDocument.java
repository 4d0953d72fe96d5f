package io.llmops.rag.connect;

import io.llmops.api.connect.SourceDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * One file.
 *
 * <p>Its version is a hash of the content and not size and time of change: a restored backup, a checkout or a copy with
 * kept times would hide a change from the latter, and a mere touch would have everything embedded again. Hashing reads
 * several hundred megabytes a second, which is little beside parsing, and nothing beside embedding.
 */
record FileDocument(String id, Path file, String version) implements SourceDocument {

    private static final String UNREADABLE = "unreadable";

    static FileDocument of(String id, Path file) {
        return new FileDocument(id, file, versionOf(file));
    }

    private static String versionOf(Path file) {
        MessageDigest sha256 = sha256();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), sha256)) {
            Files.copy(file, out);
        } catch (IOException e) {
            return UNREADABLE; // open() says why; unequal to any hash, so that it is read when it can be
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public String fileName() {
        return file.getFileName().toString();
    }

    @Override
    public Map<String, String> metadata() {
        return Map.of("path", file.toString());
    }

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(file);
    }
}
