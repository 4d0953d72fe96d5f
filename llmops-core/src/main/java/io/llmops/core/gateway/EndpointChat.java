package io.llmops.core.gateway;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.llmops.core.endpoint.SyncCalls;

/**
 * The endpoints of a route as one chat model, for one logical call. What LangChain4j does around {@code doChat}, such as
 * firing listeners, so happens once, around all attempts.
 */
final class EndpointChat extends Face implements ChatModel {

    private final Call call;

    EndpointChat(Face face, Call call) {
        super(face);
        this.call = call;
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        return SyncCalls.run(
                call.route(), call.log(), endpoint -> ask(endpoint.chat().orElseThrow(), call.seeded(request)));
    }

    /** A model's listeners have been told of the logical call already, so that they do not hear of each attempt. */
    private static ChatResponse ask(ChatModel model, ChatRequest request) {
        return model.listeners().isEmpty()
                ? model.chat(request)
                : model.doChat(with(model.defaultRequestParameters(), request));
    }
}
