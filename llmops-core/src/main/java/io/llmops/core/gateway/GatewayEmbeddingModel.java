package io.llmops.core.gateway;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.ContentType;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.model.embedding.request.EmbeddingInput;
import dev.langchain4j.model.embedding.request.EmbeddingParameter;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.request.EmbeddingRequestParameters;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import io.llmops.api.ledger.CallKind;
import io.llmops.api.model.Usage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An embedding model behind the gateway. Each of its methods is one logical call of the same method of the model. */
final class GatewayEmbeddingModel implements EmbeddingModel {

    private final EmbeddingModel model;
    private final Gateway gateway;
    private final CallSettings settings;

    GatewayEmbeddingModel(EmbeddingModel model, Gateway gateway, CallSettings settings) {
        this.model = model;
        this.gateway = gateway;
        this.settings = settings;
    }

    @Override
    public EmbeddingResponse embed(EmbeddingRequest request) {
        return call(request::inputs, () -> model.embed(request), EmbeddingResponse::tokenUsage);
    }

    @Override
    public EmbeddingResponse doEmbed(EmbeddingRequest request) {
        return call(request::inputs, () -> model.doEmbed(request), EmbeddingResponse::tokenUsage);
    }

    @Override
    public Response<Embedding> embed(String text) {
        return call(() -> List.of(EmbeddingInput.from(text)), () -> model.embed(text), Response::tokenUsage);
    }

    @Override
    public Response<Embedding> embed(TextSegment segment) {
        return call(() -> List.of(EmbeddingInput.from(segment.text())), () -> model.embed(segment), Response::tokenUsage);
    }

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        return call(() -> segments.stream().map(s -> EmbeddingInput.from(s.text())).toList(), () -> model.embedAll(segments), Response::tokenUsage);
    }

    private <R> R call(Supplier<List<EmbeddingInput>> input, Callable<R> invocation, Function<R, @Nullable TokenUsage> usage) {
        Call call = new Call(gateway, settings, CallKind.EMBEDDING, Optional.empty(), null);
        R response;
        try {
            reserve(call, input);
            call.attempt();
            response = call.within(invocation);
        } catch (RuntimeException | Error e) {
            call.fail(e, Usage.unknown());
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("an embedding model threw a checked exception", e);
        }
        call.succeed(model.modelName(), usage(usage.apply(response)), List.of(), "");
        return response;
    }

    /** An embedding model writes no tokens, so that a report without output is whole. */
    private Usage usage(@Nullable TokenUsage reported) {
        if (reported == null || reported.inputTokenCount() == null || reported.outputTokenCount() != null) {
            return gateway.usage(reported);
        }
        return gateway.usage(new TokenUsage(reported.inputTokenCount(), 0));
    }

    private void reserve(Call call, Supplier<List<EmbeddingInput>> input) {
        if (!settings.limits().isEmpty()) {
            CallAdmission.reserve(call, settings.model(), InputBound.of(input.get()), 0, false);
        }
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
}
