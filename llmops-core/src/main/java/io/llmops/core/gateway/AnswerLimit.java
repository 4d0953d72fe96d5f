package io.llmops.core.gateway;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import io.llmops.core.provider.OutputLimits;
import org.jspecify.annotations.Nullable;

/**
 * How long the answer of one call may be: as the request says, else the scenario, else the model's own parameters. Where
 * tokens are limited or cost limited money, a model without a limit gets one.
 */
final class AnswerLimit {

    /** Output tokens where nobody names a limit, and a budget needs one: {@value}. */
    static final int DEFAULT_TOKENS = 4_096;

    private final OutputLimits limits;
    private final @Nullable Integer asked;
    private final boolean needed;

    private AnswerLimit(OutputLimits limits, @Nullable Integer asked, boolean needed) {
        this.limits = limits;
        this.asked = asked;
        this.needed = needed;
    }

    /** @param request as the application made it, before a model's own parameters are added */
    static AnswerLimit of(Call call, ChatRequest request) {
        CallSettings settings = call.settings();
        OutputLimits limits = call.gateway().outputLimits();
        Integer asked = limits.of(request.parameters()).orElse(settings.maxOutputTokens());
        return new AnswerLimit(limits, asked, settings.limits().needsTokenBound(settings.local()));
    }

    /** The most tokens of an answer of the model with these parameters of its own. */
    int atMost(ChatRequestParameters defaults) {
        return asked != null ? asked : limits.of(defaults).orElse(DEFAULT_TOKENS);
    }

    /** The request as the model with these parameters takes it, in whatever field it has for the limit. */
    ChatRequest at(ChatRequestParameters defaults, ChatRequest request) {
        if (asked == null && (!needed || limits.of(defaults).isPresent())) {
            return request;
        }
        ChatRequestParameters limited = limits.with(defaults, request.parameters(), atMost(defaults));
        return limited == request.parameters()
                ? request
                : request.toBuilder().parameters(limited).build();
    }
}
