package io.llmops.core.gateway;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.ContentType;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.model.embedding.request.EmbeddingParameter;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.request.EmbeddingRequestParameters;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.model.output.Response;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.core.endpoint.Endpoint;
import io.llmops.core.ledger.Ledger;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One embedding model over several places that serve it, with the same policies as {@link ModelGateway}. All endpoints
 * must serve the same model, since vectors of two models cannot be compared. Thread-safe; closed by who built it, which
 * closes none of the models.
 */
public final class EmbeddingGateway implements EmbeddingModel, AutoCloseable {

    private final GatewayParts parts;
    private final EmbeddingModel model;

    private EmbeddingGateway(GatewayParts parts) {
        this.parts = parts;
        this.model = parts.gateway().embedding(parts.settings());
    }

    /** A builder without endpoints. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public EmbeddingResponse embed(EmbeddingRequest request) {
        return model.embed(request);
    }

    @Override
    public EmbeddingResponse doEmbed(EmbeddingRequest request) {
        return model.doEmbed(request);
    }

    @Override
    public Response<Embedding> embed(String text) {
        return model.embed(text);
    }

    @Override
    public Response<Embedding> embed(TextSegment segment) {
        return model.embed(segment);
    }

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        return model.embedAll(segments);
    }

    @Override
    public int dimension() {
        return model.dimension();
    }

    @Override
    public String modelName() {
        return model.modelName();
    }

    @Override
    public List<EmbeddingModelListener> listeners() {
        return model.listeners();
    }

    @Override
    public ModelProvider provider() {
        return model.provider();
    }

    @Override
    public EmbeddingRequestParameters defaultRequestParameters() {
        return model.defaultRequestParameters();
    }

    @Override
    public Set<EmbeddingParameter<?>> supportedParameters() {
        return model.supportedParameters();
    }

    @Override
    public Set<ContentType> supportedContentTypes() {
        return model.supportedContentTypes();
    }

    /** Reports and records of its calls, from its store of records. */
    public Ledger ledger() {
        return parts.ledger();
    }

    /** Returns when every record written before is in the ledger's store, or after ten seconds. */
    public void flush() {
        parts.flush();
    }

    /** Keeps what the ledger still holds, and stops the threads. Closing twice does nothing. */
    @Override
    public void close() {
        parts.close();
    }

    /** Builds an {@link EmbeddingGateway}. Not thread-safe. */
    public static final class Builder extends GatewayBuilder<Builder> {

        private Builder() {}

        /** An endpoint with its defaults. */
        public Builder endpoint(String name, EmbeddingModel model) {
            return endpoint(name, e -> e.embedding(model));
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * The gateway.
         *
         * @throws ConfigurationException if there is no endpoint to call first, one has no embedding model, they serve
         *     different models, two have one name, a fallback names none, or a budget meets a model without
         *     a price or names a cheaper one
         */
        public EmbeddingGateway build() {
            if (!limits().cheaper().isEmpty()) {
                throw new ConfigurationException("budget: degradeTo: an embedding gateway cannot go to "
                        + limits().cheaper()
                        + ", since vectors of two models cannot be compared: let the budget refuse,"
                        + " ask or alert");
            }
            for (Endpoint endpoint : endpoints()) {
                if (endpoint.embedding().isEmpty()) {
                    throw new ConfigurationException("endpoint: '" + endpoint.name()
                            + "' has no embedding model: give it one with embedding(...)");
                }
                if (!bare(endpoint).equals(bare(endpoints().get(0)))) {
                    throw new ConfigurationException(
                            "endpoint: '" + endpoint.name() + "' serves '" + endpoint.model()
                                    + "', but '" + endpoints().get(0).name() + "' serves '"
                                    + endpoints().get(0).model()
                                    + "', and vectors of two models cannot be compared: if it is one model under two names, say so with model(...)");
                }
            }
            return new EmbeddingGateway(parts());
        }

        /** The model without its provider. */
        private static String bare(Endpoint endpoint) {
            String model = endpoint.model();
            return model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        }
    }
}
