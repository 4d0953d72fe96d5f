package io.llmops.core.cache;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.llmops.api.cache.ResponseCacheStore;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Requests, answers and calls for the tests of the cache. */
final class Chats {

    static final CacheScope SCOPE = scope("acme");

    private Chats() {}

    static CacheScope scope(@Nullable String tenant) {
        return new CacheScope(tenant, "faq", "answer@3", "openai/gpt-4o-mini", null);
    }

    static ChatRequest ask(String question) {
        return ChatRequest.builder()
                .messages(SystemMessage.from("Answer briefly. 请简短回答。"), UserMessage.from(question))
                .build();
    }

    static ChatResponse answer(String text) {
        return answer(text, FinishReason.STOP);
    }

    static ChatResponse answer(String text, @Nullable FinishReason finish) {
        return ChatResponse.builder()
                .aiMessage(AiMessage.from(text))
                .modelName("gpt-4o-mini-2024-07-18")
                .finishReason(finish)
                .tokenUsage(new TokenUsage(10, 5))
                .build();
    }

    static ResponseCache open(Cache settings, Clock clock) {
        return ResponseCache.open(settings, clock, null, null);
    }

    static ResponseCache open(Cache settings, Clock clock, @Nullable EmbeddingModel model, ResponseCacheStore store) {
        return ResponseCache.open(settings, clock, model, store);
    }

    static CachedCall.Reply call(
            ResponseCache cache, CacheScope scope, ChatRequest request, Callable<ChatResponse> model) {
        try {
            return cache.begin(scope, request, null).chat(model, Duration.ofSeconds(30));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("a test's model threw a checked exception", e);
        }
    }

    static String text(CachedCall.Reply reply) {
        return reply.response().aiMessage().text();
    }
}
