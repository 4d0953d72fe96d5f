package io.llmops.core.gateway;

import dev.langchain4j.data.message.ContentType;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.model.embedding.request.EmbeddingParameter;
import dev.langchain4j.model.embedding.request.EmbeddingRequestParameters;
import io.llmops.core.endpoint.Endpoint;
import io.llmops.core.endpoint.Route;
import java.util.List;
import java.util.Set;

/**
 * What an embedding model over endpoints says of itself: word for word what its first endpoint says, since all of them
 * serve one model, and the listeners of any of them.
 */
abstract class EmbeddingFace implements EmbeddingModel {

    private final EmbeddingModel first;
    private final Route route;

    EmbeddingFace(Route route) {
        this.first = embedding(route.representative());
        this.route = route;
    }

    /** Every endpoint of the route has an embedding model: checked when the route was built. */
    static EmbeddingModel embedding(Endpoint endpoint) {
        return endpoint.embedding().orElseThrow();
    }

    @Override
    public int dimension() {
        return first.dimension();
    }

    @Override
    public String modelName() {
        return first.modelName();
    }

    /** Every listener of any endpoint, once. */
    @Override
    public List<EmbeddingModelListener> listeners() {
        return route.endpoints().stream()
                .flatMap(endpoint -> embedding(endpoint).listeners().stream())
                .distinct()
                .toList();
    }

    @Override
    public ModelProvider provider() {
        return first.provider();
    }

    @Override
    public EmbeddingRequestParameters defaultRequestParameters() {
        return first.defaultRequestParameters();
    }

    @Override
    public Set<EmbeddingParameter<?>> supportedParameters() {
        return first.supportedParameters();
    }

    @Override
    public Set<ContentType> supportedContentTypes() {
        return first.supportedContentTypes();
    }
}
