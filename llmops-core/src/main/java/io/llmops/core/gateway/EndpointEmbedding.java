package io.llmops.core.gateway;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import io.llmops.core.endpoint.Endpoint;
import io.llmops.core.endpoint.SyncCalls;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of one embedding call as one model, as which LangChain4j tells listeners of the call: once, however many
 * attempts it needs, since those are made without them.
 */
final class EndpointEmbedding extends EmbeddingFace {

    private final Call call;
    private @Nullable String answeredBy;

    EndpointEmbedding(Call call) {
        super(call.route());
        this.call = call;
    }

    /**
     * Makes the call, by the method of the model that its caller has chosen. Where listeners are to be told, every method
     * comes to {@link #doEmbed}, as it does by LangChain4j's defaults.
     */
    <R> R run(Function<EmbeddingModel, R> method) {
        return listeners().isEmpty() ? attempts(method) : method.apply(this);
    }

    @Override
    public EmbeddingResponse doEmbed(EmbeddingRequest request) {
        return attempts(model -> model.listeners().isEmpty() ? model.embed(request) : model.doEmbed(request));
    }

    private <R> R attempts(Function<EmbeddingModel, R> method) {
        Answer<R> answer =
                SyncCalls.run(call.route(), call.remaining(), call.log(), endpoint -> answer(endpoint, method));
        answeredBy = answer.model();
        return answer.result();
    }

    /** What came, and the name of the model that it came from. */
    private record Answer<R>(R result, String model) {}

    private static <R> Answer<R> answer(Endpoint endpoint, Function<EmbeddingModel, R> method) {
        EmbeddingModel model = embedding(endpoint);
        R result = method.apply(model);
        if (result == null) {
            throw NoAnswerException.of(endpoint);
        }
        return new Answer<>(result, model.modelName());
    }

    /** The name of the model that has answered. */
    @Nullable String answeredBy() {
        return answeredBy;
    }
}
