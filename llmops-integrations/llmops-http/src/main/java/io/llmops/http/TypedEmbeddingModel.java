package io.llmops.http;

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
import java.util.List;
import java.util.Set;

/** An embedding model whose errors are all of LangChain4j's classes, and which never gives fewer embeddings than texts. */
final class TypedEmbeddingModel implements EmbeddingModel {

    private final EmbeddingModel model;
    private final TypedErrors errors;

    TypedEmbeddingModel(EmbeddingModel model, TypedErrors errors) {
        this.model = model;
        this.errors = errors;
    }

    @Override
    public EmbeddingResponse embed(EmbeddingRequest request) {
        return counted(errors.call(() -> model.embed(request)), request);
    }

    @Override
    public EmbeddingResponse doEmbed(EmbeddingRequest request) {
        return counted(errors.call(() -> model.doEmbed(request)), request);
    }

    @Override
    public Response<Embedding> embed(String text) {
        return embed(TextSegment.from(text));
    }

    @Override
    public Response<Embedding> embed(TextSegment segment) {
        Response<List<Embedding>> all = embedAll(List.of(segment));
        return Response.from(all.content().get(0), all.tokenUsage(), all.finishReason());
    }

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        Response<List<Embedding>> response = errors.call(() -> model.embedAll(segments));
        if (response.content().size() != segments.size()) {
            throw errors.miscounted();
        }
        return response;
    }

    private EmbeddingResponse counted(EmbeddingResponse response, EmbeddingRequest request) {
        if (response.embeddings().size() != request.inputs().size()) {
            throw errors.miscounted();
        }
        return response;
    }

    @Override
    public int dimension() {
        return errors.call(model::dimension);
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
}
