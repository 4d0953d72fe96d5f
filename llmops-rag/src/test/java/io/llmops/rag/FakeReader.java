package io.llmops.rag;

import dev.langchain4j.data.document.Document;
import dev.langchain4j.data.document.Metadata;
import io.llmops.api.connect.DocumentReader;
import io.llmops.api.connect.SourceDocument;
import io.llmops.api.exception.DocumentException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code .txt}: a first line {@code title=} and lines {@code heading=} and {@code page=} become metadata of the part
 * that follows them. Some texts make it fail.
 */
final class FakeReader implements DocumentReader {

    private final boolean knowsPasswords;

    FakeReader(boolean knowsPasswords) {
        this.knowsPasswords = knowsPasswords;
    }

    @Override
    public boolean reads(String fileName) {
        return fileName.endsWith(".txt");
    }

    @Override
    public List<Document> read(SourceDocument document) {
        String text;
        try (InputStream in = document.open()) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (knowsPasswords) {
            return parts(text);
        }
        switch (text) {
            case "encrypted" -> throw new DocumentException("it is encrypted: remove its password");
            case "defect" -> throw new IllegalStateException("secret text of the document");
            case "missing library" -> throw new NoClassDefFoundError("org/example/Parser");
            case "gone" -> throw new UncheckedIOException(new IOException("no such file"));
            default -> {
                return parts(text);
            }
        }
    }

    private static List<Document> parts(String text) {
        List<Document> parts = new ArrayList<>();
        Metadata metadata = new Metadata();
        StringBuilder part = new StringBuilder();
        for (String line : text.split("\n")) {
            if (line.matches("(title|heading|page)=.*")) {
                flush(parts, part, metadata);
                metadata.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
            } else {
                part.append(line).append('\n');
            }
        }
        flush(parts, part, metadata);
        return parts;
    }

    private static void flush(List<Document> parts, StringBuilder part, Metadata metadata) {
        if (!part.toString().isBlank()) {
            parts.add(Document.from(part.toString(), metadata.copy()));
        }
        part.setLength(0);
    }
}
