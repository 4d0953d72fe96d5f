package io.llmops.core.scenario;

import dev.langchain4j.model.embedding.EmbeddingModel;
import io.llmops.api.connect.DocumentReader;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.spi.Host;
import io.llmops.api.spi.PartContext;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** The host as a part of a scenario in a file sees it. */
record FilePartContext(Host host, String scenario, Path baseDirectory) implements PartContext {

    @Override
    public EmbeddingModel embeddingModel(String ref, String scenario) {
        return host.embeddingModel(ref, scenario);
    }

    @Override
    public List<DocumentReader> documentReaders() {
        return host.documentReaders();
    }

    @Override
    public void own(AutoCloseable resource) {
        host.own(resource);
    }

    @Override
    public void record(CallRecord record) {
        host.record(record);
    }

    @Override
    public Clock clock() {
        return host.clock();
    }
}
