package io.llmops.http;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.FinishReason;
import io.llmops.api.spi.ProviderErrors;
import java.util.function.Supplier;

/**
 * Gives a class and words of their own to what LangChain4j's models throw on an answer that is JSON and yet not in their
 * format: a bare {@code NullPointerException}, or the parser's words with a piece of the answer in them. An answer that a
 * content filter has withheld is such an error, too.
 */
public final class TypedErrors {

    private final ProviderErrors errors;

    private TypedErrors(ProviderErrors errors) {
        this.errors = requireNonNull(errors, "errors");
    }

    /** The same model with such errors. */
    public static ChatModel of(ChatModel model, ProviderErrors errors) {
        return of(model, errors, Seeding.NONE);
    }

    /** The same model with such errors, which takes a seed with a request. */
    public static ChatModel of(ChatModel model, ProviderErrors errors, Seeding seeding) {
        return new TypedChatModel(requireNonNull(model, "model"), new TypedErrors(errors), seeding);
    }

    /** The same model with such errors, whose streams end once. */
    public static StreamingChatModel of(StreamingChatModel model, ProviderErrors errors) {
        return of(model, errors, Seeding.NONE);
    }

    /** The same model with such errors, whose streams end once, and which takes a seed with a request. */
    public static StreamingChatModel of(StreamingChatModel model, ProviderErrors errors, Seeding seeding) {
        return new TypedStreamingChatModel(requireNonNull(model, "model"), new TypedErrors(errors), seeding);
    }

    /** The same model with such errors, of which one is an answer that has not one embedding for each text. */
    public static EmbeddingModel of(EmbeddingModel model, ProviderErrors errors) {
        return new TypedEmbeddingModel(requireNonNull(model, "model"), new TypedErrors(errors));
    }

    /** An answer in which the filter has left nothing is a refusal; one that it has cut short is an answer. */
    boolean withheld(ChatResponse response) {
        AiMessage message = response.aiMessage();
        return response.finishReason() == FinishReason.CONTENT_FILTER
                && (message.text() == null || message.text().isBlank())
                && !message.hasToolExecutionRequests();
    }

    RuntimeException refused() {
        return errors.refused(FinishReason.CONTENT_FILTER.name());
    }

    ChatResponse chat(Supplier<ChatResponse> call) {
        ChatResponse response = call(call);
        if (withheld(response)) {
            throw refused();
        }
        return response;
    }

    <T> T call(Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            throw typed(e);
        }
    }

    RuntimeException miscounted() {
        return errors.unreadable(new IllegalStateException());
    }

    /** What LangChain4j gave a class, and what complains about the request, stays as it is. */
    RuntimeException typed(Throwable e) {
        if (e instanceof LangChain4jException known && e.getClass() != LangChain4jException.class) {
            return known;
        }
        return e instanceof IllegalArgumentException request ? request : errors.unreadable(e);
    }
}
