package io.llmops.jdbc.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.llmops.api.connect.DocumentVersion;
import io.llmops.api.connect.SourceDocument;
import io.llmops.api.exception.DocumentException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A row as a document. Its text can be let go and is fetched again by its key then, since who reads a whole table may list
 * all of its rows before opening the first. Thread-safe.
 */
final class RowDocument implements SourceDocument {

    private final String id;
    private final String version;
    private final Map<String, String> metadata;
    private final @Nullable String failure;
    private final Supplier<RowDocument> again;
    private volatile byte @Nullable [] text;

    private RowDocument(
            String id,
            String version,
            Map<String, String> metadata,
            byte[] text,
            @Nullable String failure,
            Supplier<RowDocument> again) {
        this.id = id;
        this.version = version;
        this.metadata = metadata;
        this.text = text;
        this.failure = failure;
        this.again = again;
    }

    static RowDocument of(
            String id, String version, Map<String, String> metadata, byte[] text, Supplier<RowDocument> again) {
        return new RowDocument(id, version, Map.copyOf(metadata), text, null, again);
    }

    /** A row that makes no document: opening it tells why. */
    static RowDocument failed(String id, DocumentException e) {
        String why = String.valueOf(e.getMessage());
        return new RowDocument(
                id, DocumentVersion.of(why.getBytes(UTF_8), Map.of()), Map.of(), new byte[0], why, () -> failed(id, e));
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String version() {
        return version;
    }

    /** Plain text, whatever marks a value may have. */
    @Override
    public String fileName() {
        return "row.txt";
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public InputStream open() {
        if (failure != null) {
            throw new DocumentException(failure);
        }
        byte[] kept = text;
        return kept != null ? new ByteArrayInputStream(kept) : again.get().open();
    }

    int bytes() {
        byte[] kept = text;
        return kept == null ? 0 : kept.length;
    }

    void letGo() {
        requireNonNull(text, "text");
        text = null;
    }
}
