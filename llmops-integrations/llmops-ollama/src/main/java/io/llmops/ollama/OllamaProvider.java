package io.llmops.ollama;

import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaChatRequestParameters;
import dev.langchain4j.model.ollama.OllamaEmbeddingModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import io.llmops.api.spi.ChatModelProvider;
import io.llmops.api.spi.EmbeddingModelProvider;
import io.llmops.api.spi.ModelSettings;
import io.llmops.api.spi.ModelSpec;
import io.llmops.http.ProviderHttp;
import io.llmops.http.TypedErrors;
import java.util.Optional;
import java.util.Set;

/**
 * Models that an Ollama server runs, over its own protocol. Named {@code ollama}: {@code ollama/qwen3:0.6b}. A model must
 * have been pulled; none is pulled here.
 *
 * <p>The server's URL comes from the specification, {@value #URL_VARIABLE} or {@value #HOST_VARIABLE} (which may lack
 * scheme and port, as Ollama itself allows), {@value #DEFAULT_URL} by default. A key, for a proxy in front of it, comes
 * from the specification or {@value #KEY_VARIABLE}.
 *
 * <p>Settings of a chat model: {@code temperature} (0 to 2), {@code topP} (0 to 1), {@code topK},
 * {@code maxOutputTokens}, {@code seed}, {@code contextLength} (tokens; Ollama cuts the prompt to it), {@code think}
 * ({@code true} or {@code false}, for models that can). Of an embedding model: {@code dimensions}. Thread-safe; nothing
 * needs closing.
 */
public final class OllamaProvider implements ChatModelProvider, EmbeddingModelProvider {

    /** The {@link #name()} of this provider. */
    public static final String NAME = "ollama";
    /** The environment variable of the server's URL. */
    public static final String URL_VARIABLE = "OLLAMA_BASE_URL";
    /** The environment variable that Ollama's own programs read. */
    public static final String HOST_VARIABLE = "OLLAMA_HOST";
    /** The environment variable of the key. */
    public static final String KEY_VARIABLE = "OLLAMA_API_KEY";
    /** The server's URL where none is given. */
    public static final String DEFAULT_URL = "http://localhost:11434";

    private static final Set<String> CHAT_SETTINGS =
            Set.of("temperature", "topP", "topK", "maxOutputTokens", "seed", "contextLength", "think");
    private static final Set<String> EMBEDDING_SETTINGS = Set.of("dimensions");

    private static final double MAX_TEMPERATURE = 2;

    private final ProviderHttp http = ProviderHttp.of(new OllamaFormat());

    /** For {@link java.util.ServiceLoader} and for giving it by hand. */
    public OllamaProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ChatModel chatModel(ModelSpec spec) {
        OllamaEndpoint endpoint = OllamaEndpoint.of(spec);
        ChatModel model = OllamaChatModel.builder()
                .httpClientBuilder(http.builder(endpoint.errors()))
                .baseUrl(endpoint.baseUrl())
                .customHeaders(endpoint.headers())
                .timeout(spec.timeout())
                .maxRetries(0)
                .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
                .defaultRequestParameters(parameters(spec))
                .build();
        return TypedErrors.of(model, endpoint.errors(), OllamaProvider::seeded);
    }

    /** The same model as a stream; Ollama reports usage at its end. */
    @Override
    public Optional<StreamingChatModel> streamingChatModel(ModelSpec spec) {
        OllamaEndpoint endpoint = OllamaEndpoint.of(spec);
        StreamingChatModel model = OllamaStreamingChatModel.builder()
                .httpClientBuilder(http.builder(endpoint.errors()))
                .baseUrl(endpoint.baseUrl())
                .customHeaders(endpoint.headers())
                .timeout(spec.timeout())
                .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
                .defaultRequestParameters(parameters(spec))
                .build();
        return Optional.of(TypedErrors.of(model, endpoint.errors(), OllamaProvider::seeded));
    }

    @Override
    public EmbeddingModel embeddingModel(ModelSpec spec) {
        OllamaEndpoint endpoint = OllamaEndpoint.of(spec);
        ModelSettings settings = ModelSettings.of(spec, EMBEDDING_SETTINGS);
        EmbeddingModel model = OllamaEmbeddingModel.builder()
                .httpClientBuilder(http.builder(endpoint.errors()))
                .baseUrl(endpoint.baseUrl())
                .customHeaders(endpoint.headers())
                .modelName(spec.ref().name())
                .timeout(spec.timeout())
                .maxRetries(0)
                .dimensions(settings.integer("dimensions", 1).orElse(null))
                .build();
        return TypedErrors.of(model, endpoint.errors());
    }

    /** Yes: Ollama runs models on the user's own machines. */
    @Override
    public boolean local() {
        return true;
    }

    private static OllamaChatRequestParameters parameters(ModelSpec spec) {
        ModelSettings settings = ModelSettings.of(spec, CHAT_SETTINGS);
        return OllamaChatRequestParameters.builder()
                .modelName(spec.ref().name())
                .temperature(settings.decimal("temperature", 0, MAX_TEMPERATURE).orElse(null))
                .topP(settings.decimal("topP", 0, 1).orElse(null))
                .topK(settings.integer("topK", 1).orElse(null))
                .maxOutputTokens(settings.integer("maxOutputTokens", 1).orElse(null))
                .seed(settings.integer("seed", Integer.MIN_VALUE).orElse(null))
                .numCtx(settings.integer("contextLength", 1).orElse(null))
                .think(settings.flag("think").orElse(null))
                .build();
    }

    private static ChatRequestParameters seeded(ChatRequestParameters parameters, int seed) {
        return OllamaChatRequestParameters.builder()
                .overrideWith(parameters)
                .seed(seed)
                .build();
    }
}
