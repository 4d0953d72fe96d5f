package io.llmops.core.gateway;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.llmops.core.endpoint.Endpoint;

/**
 * The endpoints of a route as one streaming model, for one logical call. What LangChain4j does around {@code doChat}, such
 * as firing listeners, so happens once, around all attempts.
 */
final class EndpointStream extends Face implements StreamingChatModel {

    private final Call call;
    private final AnswerLimit limit;
    private final StreamingChatResponseHandler caller;

    /** @param caller the handler that the application gave, which LangChain4j may wrap in its own */
    EndpointStream(Face face, Call call, AnswerLimit limit, StreamingChatResponseHandler caller) {
        super(face);
        this.call = call;
        this.limit = limit;
        this.caller = caller;
    }

    /** The parameters that an endpoint's model adds to a request. */
    static ChatRequestParameters defaults(Endpoint endpoint) {
        return endpoint.streaming().orElseThrow().defaultRequestParameters();
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        StreamCall stream = new StreamCall(
                call.route(),
                new CallBooking(call),
                handler,
                call.answer().stream(),
                request,
                (endpoint, attempt) -> ask(
                        endpoint.streaming().orElseThrow(),
                        limit.at(defaults(endpoint), call.seeded(request)),
                        attempt),
                call.gateway().streams());
        stream.start(caller);
    }

    /** A model's listeners have been told of the logical call already, so that they do not hear of each attempt. */
    private static void ask(StreamingChatModel model, ChatRequest request, StreamingChatResponseHandler attempt) {
        if (model.listeners().isEmpty()) {
            model.chat(request, attempt);
        } else {
            model.doChat(with(model.defaultRequestParameters(), request), attempt);
        }
    }
}
