package io.llmops.core.gateway;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.llmops.core.endpoint.Endpoint;
import io.llmops.core.endpoint.SyncCalls;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of a route as one chat model, for one logical call. What LangChain4j does around {@code doChat}, such as
 * firing listeners, so happens once, around all attempts.
 */
final class EndpointChat extends Face implements ChatModel {

    private final Call call;
    private final AnswerLimit limit;

    EndpointChat(Face face, Call call, AnswerLimit limit) {
        super(face);
        this.call = call;
        this.limit = limit;
    }

    /** The parameters that an endpoint's model adds to a request. */
    static ChatRequestParameters defaults(Endpoint endpoint) {
        return endpoint.chat().orElseThrow().defaultRequestParameters();
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        return SyncCalls.run(call.route(), call.remaining(), call.log(), endpoint -> answer(endpoint, request));
    }

    private ChatResponse answer(Endpoint endpoint, ChatRequest request) {
        ChatResponse response = ask(endpoint.chat().orElseThrow(), limit.at(defaults(endpoint), call.seeded(request)));
        if (response == null) {
            throw NoAnswerException.of(endpoint);
        }
        if (FilteredAnswerException.isFor(response, call.route())) {
            throw new FilteredAnswerException(endpoint, response);
        }
        return response;
    }

    /** A model's listeners have been told of the logical call already, so that they do not hear of each attempt. */
    private static @Nullable ChatResponse ask(ChatModel model, ChatRequest request) {
        return model.listeners().isEmpty()
                ? model.chat(request)
                : model.doChat(with(model.defaultRequestParameters(), request));
    }
}
