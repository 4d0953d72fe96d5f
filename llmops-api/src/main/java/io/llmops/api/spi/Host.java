package io.llmops.api.spi;

import dev.langchain4j.model.embedding.EmbeddingModel;
import io.llmops.api.connect.DocumentReader;
import io.llmops.api.ledger.CallRecord;
import java.time.Clock;
import java.util.List;

/** What a part, such as a knowledge base, may ask of the {@code LlmOps} that it lives in. Thread-safe. */
public interface Host {

    /**
     * The gateway's embedding model of that reference. Its calls leave records in the ledger, under the scenario that is
     * asking, or under {@code scenario} where none is.
     *
     * @param ref {@code provider/name}, such as {@code onnx/all-minilm-l6-v2}
     * @param scenario what calls outside of a scenario are booked under, such as the knowledge base's name
     * @throws io.llmops.api.exception.NotFoundException if there is no such provider or model
     * @throws io.llmops.api.exception.ConfigurationException if a setting or an optional library is missing
     */
    EmbeddingModel embeddingModel(String ref, String scenario);

    /** The document readers that are there, in order of preference. */
    List<DocumentReader> documentReaders();

    /** Closes a resource together with the host, the last one first. */
    void own(AutoCloseable resource);

    /** Leaves a record in the ledger; dropped where there is none, as by default. */
    default void record(CallRecord record) {}

    /** The clock. */
    Clock clock();
}
