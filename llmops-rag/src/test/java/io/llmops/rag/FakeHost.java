package io.llmops.rag;

import dev.langchain4j.model.embedding.EmbeddingModel;
import io.llmops.api.connect.DocumentReader;
import io.llmops.api.exception.NotFoundException;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.spi.PartContext;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A host with one embedding model, {@code fake/hash}, others where a test adds them, and a clock that stands unless it is moved. */
public final class FakeHost implements PartContext, AutoCloseable {

    final FakeEmbedding embedding = new FakeEmbedding();
    final Map<String, EmbeddingModel> models = new HashMap<>(Map.of("fake/hash", embedding));
    final FakeClock clock = new FakeClock();
    final List<CallRecord> records = new ArrayList<>();
    final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private final Path base;

    public FakeHost(Path base) {
        this.base = base;
    }

    @Override
    public EmbeddingModel embeddingModel(String ref, String scenario) {
        EmbeddingModel model = models.get(ref);
        if (model == null) {
            throw new NotFoundException("there is no model '" + ref + "'");
        }
        return model;
    }

    @Override
    public List<DocumentReader> documentReaders() {
        return List.of(new FakeReader());
    }

    @Override
    public void own(AutoCloseable resource) {
        owned.push(resource);
    }

    @Override
    public void record(CallRecord record) {
        records.add(record);
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public String scenario() {
        return "test";
    }

    @Override
    public Path baseDirectory() {
        return base;
    }

    @Override
    public void close() {
        while (!owned.isEmpty()) {
            try {
                owned.pop().close();
            } catch (Exception e) {
                throw new AssertionError("closing failed", e);
            }
        }
    }

    static final class FakeClock extends Clock {
        private Instant now = Instant.parse("2026-03-01T08:00:00Z");

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
