package io.llmops.core.gateway;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import io.llmops.core.endpoint.Endpoint;
import java.util.function.Function;

/** The bound of a chat: what is sent are also the tools, the schema and the limit that a model has of its own. */
final class ChatBound implements EndpointBound {

    private final ChatRequest request;
    private final InputBound own;
    private final AnswerLimit limit;
    private final Function<Endpoint, ChatRequestParameters> defaults;

    /** @param defaults the parameters of an endpoint's model */
    ChatBound(ChatRequest request, AnswerLimit limit, Function<Endpoint, ChatRequestParameters> defaults) {
        this.request = request;
        this.own = InputBound.of(request);
        this.limit = limit;
        this.defaults = defaults;
    }

    @Override
    public long input(Endpoint endpoint, String model) {
        ChatRequestParameters added = defaults.apply(endpoint);
        boolean adds = !added.toolSpecifications().isEmpty() || added.responseFormat() != null;
        return (adds ? InputBound.of(Face.with(added, request)) : own).applyAsLong(model);
    }

    @Override
    public long output(Endpoint endpoint) {
        return limit.atMost(defaults.apply(endpoint));
    }
}
