package io.llmops.tika;

import dev.langchain4j.data.document.Document;
import io.llmops.api.connect.DocumentBytes;
import io.llmops.api.connect.DocumentParts;
import io.llmops.api.connect.DocumentReader;
import io.llmops.api.connect.SourceDocument;
import io.llmops.api.exception.DocumentException;
import java.io.IOException;
import java.util.List;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.xml.sax.SAXException;

/** Reads one document after the other; has no state but its limits. */
final class TikaDocumentReader implements DocumentReader {

    private final int maxBytes;
    private final int maxCharacters;

    TikaDocumentReader(int maxBytes, int maxCharacters) {
        this.maxBytes = maxBytes;
        this.maxCharacters = maxCharacters;
    }

    @Override
    public boolean reads(String fileName) {
        return Layout.of(DocumentReader.extension(fileName)).isPresent();
    }

    @Override
    public List<Document> read(SourceDocument document) {
        byte[] bytes = DocumentBytes.read(document, maxBytes);
        Truncation.sign(bytes).ifPresent(sign -> {
            throw new DocumentException(document.id() + " is damaged: " + sign + "; copy it again from its source");
        });
        Metadata found = new Metadata();
        found.set(TikaCoreProperties.RESOURCE_NAME_KEY, document.fileName());
        DocumentParts parts = parse(document, bytes, found);
        List<Document> documents = parts.documents(found.get(TikaCoreProperties.TITLE));
        if (documents.isEmpty()) {
            throw Failures.noText(document, found);
        }
        return documents;
    }

    private DocumentParts parse(SourceDocument document, byte[] bytes, Metadata metadata) {
        Layout layout = Layout.of(DocumentReader.extension(document.fileName())).orElse(Layout.OFFICE);
        DocumentParts parts = new DocumentParts();
        XhtmlHandler handler = new XhtmlHandler(parts, layout, maxCharacters);
        try (TikaInputStream in = TikaInputStream.get(bytes, metadata)) {
            TikaParsers.parse(in, handler, metadata);
        } catch (IOException | TikaException | SAXException | RuntimeException | StackOverflowError e) {
            // Parsers meet hostile input: what they throw is a finding about the document, not about the program.
            throw Failures.of(document, e);
        }
        return parts;
    }
}
