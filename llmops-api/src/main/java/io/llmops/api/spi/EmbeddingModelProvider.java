package io.llmops.api.spi;

import dev.langchain4j.model.embedding.EmbeddingModel;

/** Makes embedding models of one provider. */
public interface EmbeddingModelProvider extends Provider {

    /**
     * An embedding model; closed with the {@code LlmOps} that asked for it if it is {@link AutoCloseable}.
     *
     * @throws io.llmops.api.exception.ConfigurationException if a setting or an optional library is missing
     * @throws io.llmops.api.exception.NotFoundException if the provider knows its models and has none of that name
     */
    EmbeddingModel embeddingModel(ModelSpec spec);

    /** Whether its models run on the user's own machine, so that a call costs no money. */
    default boolean local() {
        return false;
    }
}
