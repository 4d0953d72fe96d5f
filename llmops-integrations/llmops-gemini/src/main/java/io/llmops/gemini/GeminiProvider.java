package io.llmops.gemini;

import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.googleai.GoogleAiEmbeddingModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiTokenUsage;
import dev.langchain4j.model.output.TokenUsage;
import io.llmops.api.model.Usage;
import io.llmops.api.spi.ChatModelProvider;
import io.llmops.api.spi.EmbeddingModelProvider;
import io.llmops.api.spi.ModelSettings;
import io.llmops.api.spi.ModelSpec;
import io.llmops.http.HttpEndpoint;
import io.llmops.http.ProviderHttp;
import io.llmops.http.TypedErrors;
import java.util.Optional;
import java.util.Set;

/**
 * Google's Gemini models, over the Gemini API. Named {@code gemini}: {@code gemini/gemini-2.5-flash}.
 *
 * <p>The key comes from the specification or {@value #KEY_VARIABLE}, the base URL from the specification or
 * {@value #URL_VARIABLE}, {@value #DEFAULT_URL} by default. Google itself needs a key; at any other base URL it is
 * optional.
 *
 * <p>Settings of a chat model: {@code temperature} (0 to 2), {@code topP} (0 to 1), {@code topK},
 * {@code maxOutputTokens}, {@code seed}. Of an embedding model: {@code dimensions}. Thread-safe; nothing needs closing.
 */
public final class GeminiProvider implements ChatModelProvider, EmbeddingModelProvider {

    /** The {@link #name()} of this provider. */
    public static final String NAME = "gemini";
    /** The environment variable of the API key. */
    public static final String KEY_VARIABLE = "GEMINI_API_KEY";
    /** The environment variable of the base URL. */
    public static final String URL_VARIABLE = "GEMINI_BASE_URL";
    /** The base URL where none is given: Google's. */
    public static final String DEFAULT_URL = "https://generativelanguage.googleapis.com/v1beta";

    private static final Set<String> CHAT_SETTINGS = Set.of("temperature", "topP", "topK", "maxOutputTokens", "seed");
    private static final Set<String> EMBEDDING_SETTINGS = Set.of("dimensions");
    private static final double MAX_TEMPERATURE = 2;
    /** LangChain4j asks for a key in any case; a server that needs none ignores it. */
    private static final String NO_KEY = "none";

    private final ProviderHttp http = ProviderHttp.of(new GeminiFormat());

    /** For {@link java.util.ServiceLoader} and for giving it by hand. */
    public GeminiProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ChatModel chatModel(ModelSpec spec) {
        HttpEndpoint endpoint = endpoint(spec);
        ModelSettings settings = ModelSettings.of(spec, CHAT_SETTINGS);
        ChatModel model = GoogleAiGeminiChatModel.builder()
                .httpClientBuilder(http.builder(endpoint.errors()))
                .baseUrl(endpoint.baseUrl())
                .apiKey(endpoint.key().orElse(NO_KEY))
                .timeout(spec.timeout())
                .maxRetries(0)
                .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
                .seed(settings.integer("seed", Integer.MIN_VALUE).orElse(null))
                .defaultRequestParameters(parameters(spec, settings))
                .build();
        return TypedErrors.of(model, endpoint.errors());
    }

    /** The same model as a stream; usage comes with its events. */
    @Override
    public Optional<StreamingChatModel> streamingChatModel(ModelSpec spec) {
        HttpEndpoint endpoint = endpoint(spec);
        ModelSettings settings = ModelSettings.of(spec, CHAT_SETTINGS);
        StreamingChatModel model = GoogleAiGeminiStreamingChatModel.builder()
                .httpClientBuilder(http.builder(endpoint.errors()))
                .baseUrl(endpoint.baseUrl())
                .apiKey(endpoint.key().orElse(NO_KEY))
                .timeout(spec.timeout())
                .seed(settings.integer("seed", Integer.MIN_VALUE).orElse(null))
                .defaultRequestParameters(parameters(spec, settings))
                .build();
        return Optional.of(TypedErrors.of(model, endpoint.errors()));
    }

    @Override
    public EmbeddingModel embeddingModel(ModelSpec spec) {
        HttpEndpoint endpoint = endpoint(spec);
        ModelSettings settings = ModelSettings.of(spec, EMBEDDING_SETTINGS);
        EmbeddingModel model = GoogleAiEmbeddingModel.builder()
                .httpClientBuilder(http.builder(endpoint.errors()))
                .baseUrl(endpoint.baseUrl())
                .apiKey(endpoint.key().orElse(NO_KEY))
                .modelName(spec.ref().name())
                .timeout(spec.timeout())
                .maxRetries(0)
                .outputDimensionality(settings.integer("dimensions", 1).orElse(null))
                .build();
        return TypedErrors.of(model, endpoint.errors());
    }

    /** Cached input and thoughts stand apart from fresh input and visible output. */
    @Override
    public Optional<Usage> usage(TokenUsage reported) {
        return reported instanceof GoogleAiGeminiTokenUsage usage ? GeminiUsage.read(usage) : Optional.empty();
    }

    /** No: a call costs money. */
    @Override
    public boolean local() {
        return false;
    }

    private static HttpEndpoint endpoint(ModelSpec spec) {
        return HttpEndpoint.of(spec, KEY_VARIABLE, URL_VARIABLE, DEFAULT_URL);
    }

    private static ChatRequestParameters parameters(ModelSpec spec, ModelSettings settings) {
        return ChatRequestParameters.builder()
                .modelName(spec.ref().name())
                .temperature(settings.decimal("temperature", 0, MAX_TEMPERATURE).orElse(null))
                .topP(settings.decimal("topP", 0, 1).orElse(null))
                .topK(settings.integer("topK", 1).orElse(null))
                .maxOutputTokens(settings.integer("maxOutputTokens", 1).orElse(null))
                .build();
    }
}
