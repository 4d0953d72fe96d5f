package io.llmops.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmops.api.connect.SourceDocument;
import io.llmops.api.exception.DocumentException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record as a document of plain text.
 *
 * @param failure why it makes none, which is told when it is opened; null if it makes one
 */
record RecordDocument(
        String id,
        String version,
        Map<String, String> metadata,
        String text,
        @Nullable String failure) implements SourceDocument {

    @Override
    public String fileName() {
        return "record.txt";
    }

    @Override
    public InputStream open() {
        if (failure != null) {
            throw new DocumentException(failure);
        }
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }
}
