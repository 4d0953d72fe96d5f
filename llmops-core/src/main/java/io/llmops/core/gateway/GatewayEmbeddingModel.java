package io.llmops.core.gateway;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingInput;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import io.llmops.api.ledger.CallKind;
import io.llmops.api.model.Usage;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Embedding models behind the gateway. Each of its methods is one logical call, and each attempt the same method of an
 * endpoint's model; listeners of those models are told once a call.
 */
final class GatewayEmbeddingModel extends EmbeddingFace {

    private final Gateway gateway;
    private final CallSettings settings;

    GatewayEmbeddingModel(Gateway gateway, CallSettings settings) {
        super(settings.route());
        this.gateway = gateway;
        this.settings = settings;
    }

    @Override
    public EmbeddingResponse embed(EmbeddingRequest request) {
        return call(request::inputs, m -> m.embed(request), EmbeddingResponse::tokenUsage);
    }

    @Override
    public EmbeddingResponse doEmbed(EmbeddingRequest request) {
        return call(request::inputs, m -> m.doEmbed(request), EmbeddingResponse::tokenUsage);
    }

    @Override
    public Response<Embedding> embed(String text) {
        return call(() -> List.of(EmbeddingInput.from(text)), m -> m.embed(text), Response::tokenUsage);
    }

    @Override
    public Response<Embedding> embed(TextSegment segment) {
        return call(() -> List.of(EmbeddingInput.from(segment.text())), m -> m.embed(segment), Response::tokenUsage);
    }

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        return call(() -> inputs(segments), m -> m.embedAll(segments), Response::tokenUsage);
    }

    private <R> R call(
            Supplier<List<EmbeddingInput>> input,
            Function<EmbeddingModel, R> invocation,
            Function<R, @Nullable TokenUsage> usage) {
        Call call = new Call(gateway, settings, CallKind.EMBEDDING, Optional.empty(), null);
        try {
            reserve(call, input);
            EndpointEmbedding endpoints = new EndpointEmbedding(call);
            R result = call.within(() -> endpoints.run(invocation));
            close(call, endpoints.answeredBy(), () -> usage(usage.apply(result)));
            return result;
        } catch (RuntimeException | Error e) {
            call.fail(e);
            throw e;
        } catch (Exception e) {
            call.fail(e);
            throw new IllegalStateException("an embedding model threw a checked exception", e);
        }
    }

    /** Books an answer; whatever goes wrong then is booked too, since it was paid for. */
    private void close(Call call, @Nullable String model, Supplier<Usage> usage) {
        try {
            call.log().used(model, usage.get(), null);
            call.succeed(model, List.of(), "");
        } catch (RuntimeException | Error e) {
            call.fail(e, Usage.unknown());
            throw e;
        }
    }

    private static List<EmbeddingInput> inputs(List<TextSegment> segments) {
        return segments.stream().map(s -> EmbeddingInput.from(s.text())).toList();
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
            CallAdmission.reserve(call, null, EndpointBound.ofInput(InputBound.of(input.get())), false);
        }
    }
}
