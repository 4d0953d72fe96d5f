package io.llmops.tika;

import io.llmops.api.connect.SourceDocument;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A document in memory. */
final class BytesDocument implements SourceDocument {

    private final String fileName;
    private final byte[] bytes;

    BytesDocument(String fileName, byte[] bytes) {
        this.fileName = fileName;
        this.bytes = bytes;
    }

    static BytesDocument of(String fileName, String text) {
        return of(fileName, text, StandardCharsets.UTF_8);
    }

    static BytesDocument of(String fileName, String text, Charset charset) {
        return new BytesDocument(fileName, text.getBytes(charset));
    }

    @Override
    public String id() {
        return "folder/" + fileName;
    }

    @Override
    public String fileName() {
        return fileName;
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Map<String, String> metadata() {
        return Map.of();
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(bytes);
    }
}
