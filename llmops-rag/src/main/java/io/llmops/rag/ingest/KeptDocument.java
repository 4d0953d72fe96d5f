package io.llmops.rag.ingest;

import io.llmops.api.connect.SourceDocument;
import io.llmops.rag.index.StoredFailure;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A document that could not be taken in, as its source told of it then. */
final class KeptDocument implements SourceDocument {

    private static final String VERSION = "document.version";
    private static final String FILE_NAME = "document.file-name";
    private static final String METADATA = "metadata.";

    private final String id;
    private final Map<String, String> facts;
    private final byte[] content;

    private KeptDocument(String id, Map<String, String> facts, byte[] content) {
        this.id = id;
        this.facts = facts;
        this.content = content;
    }

    /** Empty if its content is not kept. */
    static Optional<KeptDocument> of(StoredFailure stored) {
        byte[] content = stored.content();
        return content == null
                ? Optional.empty()
                : Optional.of(new KeptDocument(stored.document(), stored.facts(), content));
    }

    /** What is kept of a document beside its id and its content. */
    static Map<String, String> facts(SourceDocument document) {
        Map<String, String> facts = new HashMap<>();
        facts.put(VERSION, document.version());
        facts.put(FILE_NAME, document.fileName());
        document.metadata().forEach((name, value) -> facts.put(METADATA + name, value));
        return facts;
    }

    Map<String, String> facts() {
        return facts;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String version() {
        return facts.getOrDefault(VERSION, "");
    }

    @Override
    public String fileName() {
        return facts.getOrDefault(FILE_NAME, "");
    }

    @Override
    public Map<String, String> metadata() {
        Map<String, String> metadata = new HashMap<>();
        facts.forEach((name, value) -> {
            if (name.startsWith(METADATA)) {
                metadata.put(name.substring(METADATA.length()), value);
            }
        });
        return metadata;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(content);
    }
}
