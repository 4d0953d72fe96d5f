package io.llmops.core.gateway;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import io.llmops.core.endpoint.Endpoint;
import java.util.function.Function;

/** Lets a chat request in: guards what the user wrote, then reserves what it can use. */
final class ChatAdmission {

    private ChatAdmission() {}

    /** The request as it may go on, to the cache first. */
    static ChatRequest admit(Call call, ChatRequest request) {
        call.said().asked(request);
        ChatRequest guarded = call.guarded() ? request : GuardedRequest.of(call, request);
        call.said().asked(guarded);
        return guarded;
    }

    /**
     * The request as it may be sent, with money set aside for it.
     *
     * @param defaults the parameters of an endpoint's model
     */
    static ChatRequest reserve(
            Call call, ChatRequest request, AnswerLimit limit, Function<Endpoint, ChatRequestParameters> defaults) {
        if (!call.settings().limits().isEmpty()) {
            EndpointBound bound = new ChatBound(request, limit, defaults);
            CallAdmission.reserve(call, request.parameters().modelName(), bound, true);
        }
        return degrade(call, request);
    }

    /** A request that names the dear model itself must not do so at the cheaper one. */
    private static ChatRequest degrade(Call call, ChatRequest request) {
        if (call.log().degraded().isEmpty() || request.parameters().modelName() == null) {
            return request;
        }
        String cheaper = call.route().representative().model();
        ChatRequestParameters degraded = ChatRequestParameters.builder()
                .modelName(cheaper.substring(cheaper.indexOf('/') + 1))
                .build();
        return request.toBuilder()
                .parameters(request.parameters().overrideWith(degraded))
                .build();
    }
}
