package io.llmops.core.gateway;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import org.jspecify.annotations.Nullable;

/** Lets a chat request in: guards what the user wrote, then reserves what it can use. */
final class ChatAdmission {

    /** Output tokens of a request that names none, where a budget needs a bound: {@value}. */
    static final int DEFAULT_MAX_OUTPUT_TOKENS = 4_096;

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
     * @param defaults the model's own parameters, which hold where the request has none
     */
    static ChatRequest reserve(Call call, ChatRequest request, @Nullable ChatRequestParameters defaults) {
        CallSettings settings = call.settings();
        Integer asked = request.parameters().maxOutputTokens();
        if (asked == null && settings.maxOutputTokens() == null && defaults != null) {
            asked = defaults.maxOutputTokens();
        }
        Integer added = asked != null ? null : added(settings);
        if (!settings.limits().isEmpty()) {
            int output = asked != null ? asked : added != null ? added : DEFAULT_MAX_OUTPUT_TOKENS;
            CallAdmission.reserve(call, request.parameters().modelName(), InputBound.of(request), output, true);
        }
        return degrade(call, added == null ? request : withBound(request, added));
    }

    /** A bound for a request that has none: the scenario's, else the default where tokens are limited or cost money. */
    private static @Nullable Integer added(CallSettings settings) {
        if (settings.maxOutputTokens() != null) {
            return settings.maxOutputTokens();
        }
        return settings.limits().needsTokenBound(settings.local()) ? Integer.valueOf(DEFAULT_MAX_OUTPUT_TOKENS) : null;
    }

    /** A request that names the dear model itself must not do so at the cheaper one. */
    private static ChatRequest degrade(Call call, ChatRequest request) {
        if (call.log().degraded().isEmpty() || request.parameters().modelName() == null) {
            return request;
        }
        String cheaper = call.route().representative().model();
        return with(
                request,
                ChatRequestParameters.builder()
                        .modelName(cheaper.substring(cheaper.indexOf('/') + 1))
                        .build());
    }

    private static ChatRequest withBound(ChatRequest request, int maxOutputTokens) {
        return with(
                request,
                ChatRequestParameters.builder().maxOutputTokens(maxOutputTokens).build());
    }

    private static ChatRequest with(ChatRequest request, ChatRequestParameters more) {
        return request.toBuilder()
                .parameters(request.parameters().overrideWith(more))
                .build();
    }
}
