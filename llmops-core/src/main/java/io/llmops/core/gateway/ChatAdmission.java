package io.llmops.core.gateway;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import io.llmops.api.ledger.WordMatch;
import io.llmops.api.model.Money;
import io.llmops.core.guard.SensitiveWords;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets a chat request in: guards what the user wrote, then reserves money for it. */
final class ChatAdmission {

    /** Output tokens of a request that names none, where a budget needs a bound: {@value}. */
    static final int DEFAULT_MAX_OUTPUT_TOKENS = 4_096;
    /** Tokens that a message takes beside its text, at most: {@value}. */
    private static final int TOKENS_PER_MESSAGE = 8;

    private ChatAdmission() {}

    /** The request as it may go on, to the cache first. */
    static ChatRequest admit(Call call, ChatRequest request) {
        call.said().asked(request);
        ChatRequest guarded = call.guarded() ? request : guard(call, request);
        call.said().asked(guarded);
        return guarded;
    }

    private static ChatRequest guard(Call call, ChatRequest request) {
        SensitiveWords words = call.settings().words();
        if (words == null) {
            return request;
        }
        List<ChatMessage> messages = request.messages();
        List<ChatMessage> masked = WordGuard.mask(messages, words);
        if (!messages.isEmpty() && messages.get(messages.size() - 1) instanceof UserMessage last) {
            call.matched(WordGuard.check(WordGuard.text(last), words, WordMatch.Stage.INPUT, call));
        }
        return masked.equals(messages)
                ? request
                : request.toBuilder().messages(masked).build();
    }

    /**
     * The request as it may be sent, with money set aside for it.
     *
     * @param defaults the model's own parameters, which hold where the request has none
     */
    static ChatRequest reserve(Call call, ChatRequest request, @Nullable ChatRequestParameters defaults) {
        CallSettings settings = call.settings();
        boolean metered = !settings.budgets().isEmpty() && !settings.local();
        Integer asked = request.parameters().maxOutputTokens();
        if (asked == null && settings.maxOutputTokens() == null && defaults != null) {
            asked = defaults.maxOutputTokens();
        }
        Integer added = asked != null
                ? null
                : settings.maxOutputTokens() != null
                        ? settings.maxOutputTokens()
                        : metered ? Integer.valueOf(DEFAULT_MAX_OUTPUT_TOKENS) : null;
        if (metered) {
            int output = asked != null ? asked : added != null ? added : DEFAULT_MAX_OUTPUT_TOKENS;
            long input = inputBound(request);
            String name = request.parameters().modelName();
            call.log()
                    .reserve(() -> BudgetReservations.reserve(settings.budgets(), dearest(call, name, input, output)));
        }
        return added == null ? request : withBound(request, added);
    }

    /** The most that one attempt can cost, wherever on the route it is made. */
    private static Money dearest(Call call, @Nullable String name, long input, int output) {
        return UpperBound.of(call.settings().route(), name, call.gateway().prices(), input, output);
    }

    private static ChatRequest withBound(ChatRequest request, int maxOutputTokens) {
        ChatRequestParameters bound =
                ChatRequestParameters.builder().maxOutputTokens(maxOutputTokens).build();
        return request.toBuilder()
                .parameters(request.parameters().overrideWith(bound))
                .build();
    }

    /** A token has at least one byte of UTF-8, so that bytes bound tokens from above. */
    private static long inputBound(ChatRequest request) {
        long bytes = 0;
        for (ChatMessage message : request.messages()) {
            bytes += utf8(message.toString()) + TOKENS_PER_MESSAGE;
        }
        List<?> tools = request.toolSpecifications();
        return bytes + (tools == null || tools.isEmpty() ? 0 : utf8(tools.toString()));
    }

    private static long utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
