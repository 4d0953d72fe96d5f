package io.llmops.rag;

import io.llmops.api.connect.Connector;
import io.llmops.api.connect.SourceDocument;
import io.llmops.api.exception.DocumentException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Documents in memory, whose version is their text. */
public final class FakeSource implements Connector {

    final Map<String, String> documents = new LinkedHashMap<>();
    final List<String> opened = new ArrayList<>();
    Map<String, String> metadata = Map.of();
    /** Hands over so many documents, then fails. */
    int failAfter = Integer.MAX_VALUE;

    private final String description;

    public FakeSource() {
        this("documents in memory");
    }

    FakeSource(String description) {
        this.description = description;
    }

    public FakeSource with(String id, String text) {
        documents.put(id, text);
        return this;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public void read(Consumer<SourceDocument> visitor) {
        int handed = 0;
        for (Map.Entry<String, String> document : List.copyOf(documents.entrySet())) {
            if (handed++ >= failAfter) {
                throw new DocumentException("the disk is gone");
            }
            visitor.accept(new FakeDocument(document.getKey(), document.getValue()));
        }
    }

    private final class FakeDocument implements SourceDocument {
        private final String id;
        private final String text;

        FakeDocument(String id, String text) {
            this.id = id;
            this.text = text;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public String version() {
            return "v" + text.hashCode();
        }

        @Override
        public String fileName() {
            return id;
        }

        @Override
        public Map<String, String> metadata() {
            return metadata;
        }

        @Override
        public InputStream open() {
            opened.add(id);
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
