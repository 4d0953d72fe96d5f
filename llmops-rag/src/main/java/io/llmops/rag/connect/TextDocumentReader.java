package io.llmops.rag.connect;

import dev.langchain4j.data.document.Document;
import io.llmops.api.connect.DocumentBytes;
import io.llmops.api.connect.DocumentReader;
import io.llmops.api.connect.SourceDocument;
import io.llmops.api.exception.DocumentException;
import java.util.List;
import java.util.Set;

/** Decodes, and leaves the cutting to the format. */
final class TextDocumentReader implements DocumentReader {

    private static final Set<String> PLAIN = Set.of("txt", "text", "log");
    private static final Set<String> MARKDOWN = Set.of("md", "markdown");
    private static final Set<String> TABLES = Set.of("csv", "tsv");

    private final int maxBytes;

    TextDocumentReader(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public boolean reads(String fileName) {
        String extension = DocumentReader.extension(fileName);
        return PLAIN.contains(extension) || MARKDOWN.contains(extension) || TABLES.contains(extension);
    }

    @Override
    public List<Document> read(SourceDocument document) {
        String extension = DocumentReader.extension(document.fileName());
        String text = TextDecoder.decode(DocumentBytes.read(document, maxBytes));
        List<Document> parts;
        if (TABLES.contains(extension)) {
            parts = DelimitedText.parts(document.id(), text, extension.equals("tsv"));
        } else if (MARKDOWN.contains(extension)) {
            parts = Markdown.parts(text);
        } else {
            parts = text.isBlank() ? List.of() : List.of(Document.from(text.strip()));
        }
        if (parts.isEmpty()) {
            throw new DocumentException(document.id() + " has no text: it holds only white space");
        }
        return parts;
    }
}
