package io.llmops.core.endpoint;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a ready-made model says of itself. */
final class ModelNames {

    /** Where a model does not tell its name. */
    static final String UNKNOWN = "unknown";

    private ModelNames() {}

    /** The name of the model that answers where a request names none. */
    static String of(
            @Nullable ChatModel chat, @Nullable StreamingChatModel streaming, @Nullable EmbeddingModel embedding) {
        String name = chat != null
                ? name(chat.defaultRequestParameters())
                : streaming != null ? name(streaming.defaultRequestParameters()) : null;
        if (name == null && embedding != null) {
            name = embedding.modelName();
        }
        return name == null ? UNKNOWN : name;
    }

    /** LangChain4j's name of its provider in lower case, or null. */
    static @Nullable String provider(
            @Nullable ChatModel chat, @Nullable StreamingChatModel streaming, @Nullable EmbeddingModel embedding) {
        ModelProvider provider = chat != null
                ? chat.provider()
                : streaming != null ? streaming.provider() : embedding != null ? embedding.provider() : null;
        return provider == null || provider == ModelProvider.OTHER
                ? null
                : provider.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String name(@Nullable ChatRequestParameters defaults) {
        return defaults == null ? null : defaults.modelName();
    }
}
