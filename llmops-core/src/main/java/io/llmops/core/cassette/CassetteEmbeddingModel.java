package io.llmops.core.cassette;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
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
import java.util.function.Supplier;

/** An embedding model on tape. */
final class CassetteEmbeddingModel implements EmbeddingModel {

    private final EmbeddingModel model;
    private final Tape tape;
    private final RequestJson requests = new RequestJson();
    private final AnswerJson answers;

    CassetteEmbeddingModel(EmbeddingModel model, Tape tape, AnswerJson answers) {
        this.model = model;
        this.tape = tape;
        this.answers = answers;
    }

    @Override
    public EmbeddingResponse embed(EmbeddingRequest request) {
        return taped(request, () -> model.embed(request));
    }

    @Override
    public EmbeddingResponse doEmbed(EmbeddingRequest request) {
        return taped(request, () -> model.doEmbed(request));
    }

    private EmbeddingResponse taped(EmbeddingRequest request, Supplier<EmbeddingResponse> call) {
        JsonNode asked = requests.embedding(request, defaultRequestParameters(), modelName());
        return tape.next(asked, this::response).orElseGet(() -> {
            EmbeddingResponse response = call.get();
            tape.keep(
                    asked,
                    () -> answers.embeddings(response.embeddings(), response.modelName(), response.tokenUsage()));
            return response;
        });
    }

    private EmbeddingResponse response(JsonNode answer) {
        return EmbeddingResponse.builder()
                .embeddings(answers.embeddings(answer))
                .modelName(answer.path("model").textValue())
                .tokenUsage(answers.usage(answer))
                .build();
    }

    @Override
    public Response<Embedding> embed(String text) {
        return one(text, () -> model.embed(text));
    }

    @Override
    public Response<Embedding> embed(TextSegment segment) {
        return one(segment.text(), () -> model.embed(segment));
    }

    private Response<Embedding> one(String text, Supplier<Response<Embedding>> call) {
        Response<List<Embedding>> response = taped(List.of(text), () -> {
            Response<Embedding> one = call.get();
            return Response.from(List.of(one.content()), one.tokenUsage(), one.finishReason());
        });
        return Response.from(response.content().get(0), response.tokenUsage(), response.finishReason());
    }

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        return taped(segments.stream().map(TextSegment::text).toList(), () -> model.embedAll(segments));
    }

    private Response<List<Embedding>> taped(List<String> texts, Supplier<Response<List<Embedding>>> call) {
        JsonNode asked = requests.embedding(texts, defaultRequestParameters(), modelName());
        return tape.next(asked, answer -> Response.from(answers.embeddings(answer), answers.usage(answer)))
                .orElseGet(() -> {
                    Response<List<Embedding>> response = call.get();
                    tape.keep(asked, () -> answers.embeddings(response.content(), null, response.tokenUsage()));
                    return response;
                });
    }

    /** On tape as well: most models embed a word to find it out. */
    @Override
    public int dimension() {
        JsonNode asked = requests.dimension(modelName());
        return tape.next(asked, JsonNode::asInt).orElseGet(() -> {
            int dimension = model.dimension();
            tape.keep(asked, () -> IntNode.valueOf(dimension));
            return dimension;
        });
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
