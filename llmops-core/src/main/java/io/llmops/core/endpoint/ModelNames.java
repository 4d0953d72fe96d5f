package io.llmops.core.endpoint;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a ready-made model says of itself, in the words of models that LLMOps builds, so that the ledger has one for each. */
final class ModelNames {

    /** Where LLMOps has another name for a provider than LangChain4j in lower case. */
    private static final Map<ModelProvider, String> PROVIDERS = Map.of(
            ModelProvider.OPEN_AI, inOneWord(ModelProvider.OPEN_AI),
            ModelProvider.GOOGLE_AI_GEMINI, "gemini",
            ModelProvider.GOOGLE_GENAI, "gemini");

    private static String inOneWord(ModelProvider provider) {
        return provider.name().toLowerCase(Locale.ROOT).replace("_", "");
    }

    /** Where a model does not tell its name. */
    static final String UNKNOWN = "unknown";

    private ModelNames() {}

    /** The model that answers where a request names none: {@code provider/name}, the name alone where its provider is not known. */
    static String of(
            @Nullable ChatModel chat, @Nullable StreamingChatModel streaming, @Nullable EmbeddingModel embedding) {
        String name = chat != null
                ? name(chat.defaultRequestParameters())
                : streaming != null ? name(streaming.defaultRequestParameters()) : null;
        if (name == null && embedding != null) {
            name = embedding.modelName();
        }
        String provider = provider(chat, streaming, embedding);
        return name == null ? UNKNOWN : provider == null ? name : provider + "/" + name;
    }

    /** The provider as LLMOps names it, or null. */
    static @Nullable String provider(
            @Nullable ChatModel chat, @Nullable StreamingChatModel streaming, @Nullable EmbeddingModel embedding) {
        ModelProvider provider = chat != null
                ? chat.provider()
                : streaming != null ? streaming.provider() : embedding != null ? embedding.provider() : null;
        return provider == null || provider == ModelProvider.OTHER
                ? null
                : PROVIDERS.getOrDefault(provider, provider.name().toLowerCase(Locale.ROOT));
    }

    private static @Nullable String name(@Nullable ChatRequestParameters defaults) {
        return defaults == null ? null : defaults.modelName();
    }
}
