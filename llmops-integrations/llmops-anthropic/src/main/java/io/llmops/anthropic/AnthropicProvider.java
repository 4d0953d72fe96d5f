package io.llmops.anthropic;

import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicChatRequestParameters;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.output.TokenUsage;
import io.llmops.api.model.Usage;
import io.llmops.api.spi.ChatModelProvider;
import io.llmops.api.spi.ModelSettings;
import io.llmops.api.spi.ModelSpec;
import io.llmops.http.HttpEndpoint;
import io.llmops.http.ProviderHttp;
import io.llmops.http.TypedErrors;
import java.util.Optional;
import java.util.Set;

/**
 * Anthropic's models, over its own protocol. Named {@code anthropic}: {@code anthropic/claude-sonnet-4-5}.
 *
 * <p>The key comes from the specification or {@value #KEY_VARIABLE}, the base URL from the specification or
 * {@value #URL_VARIABLE}, {@value #DEFAULT_URL} by default. Anthropic itself needs a key; at any other base URL it is
 * optional.
 *
 * <p>Settings: {@code temperature} (0 to 1), {@code topP} (0 to 1), {@code topK}, {@code maxOutputTokens}
 * ({@value #DEFAULT_MAX_OUTPUT_TOKENS} by default, for the protocol needs a limit), {@code cachePrompt} ({@code true} to
 * mark system messages and tools for Anthropic's prompt cache; {@code false} by default). Thread-safe; nothing needs
 * closing.
 */
public final class AnthropicProvider implements ChatModelProvider {

    /** The {@link #name()} of this provider. */
    public static final String NAME = "anthropic";
    /** The environment variable of the API key. */
    public static final String KEY_VARIABLE = "ANTHROPIC_API_KEY";
    /** The environment variable of the base URL. */
    public static final String URL_VARIABLE = "ANTHROPIC_BASE_URL";
    /** The base URL where none is given: Anthropic's. */
    public static final String DEFAULT_URL = "https://api.anthropic.com/v1";
    /** Most tokens of an answer where neither the settings nor the request say: {@value}. */
    public static final int DEFAULT_MAX_OUTPUT_TOKENS = 4096;

    private static final Set<String> SETTINGS = Set.of("temperature", "topP", "topK", "maxOutputTokens", "cachePrompt");
    /** LangChain4j asks for a key in any case; a server that needs none ignores it. */
    private static final String NO_KEY = "none";

    private final ProviderHttp http = ProviderHttp.of(new AnthropicFormat());

    /** For {@link java.util.ServiceLoader} and for giving it by hand. */
    public AnthropicProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ChatModel chatModel(ModelSpec spec) {
        HttpEndpoint endpoint = endpoint(spec);
        ChatModel model = AnthropicChatModel.builder()
                .httpClientBuilder(http.builder(endpoint.errors()))
                .baseUrl(endpoint.baseUrl())
                .apiKey(endpoint.key().orElse(NO_KEY))
                .timeout(spec.timeout())
                .maxRetries(0)
                .defaultRequestParameters(parameters(spec))
                .build();
        return TypedErrors.of(model, endpoint.errors());
    }

    /** The same model as a stream; usage comes in its events. */
    @Override
    public Optional<StreamingChatModel> streamingChatModel(ModelSpec spec) {
        HttpEndpoint endpoint = endpoint(spec);
        StreamingChatModel model = AnthropicStreamingChatModel.builder()
                .httpClientBuilder(http.builder(endpoint.errors()))
                .baseUrl(endpoint.baseUrl())
                .apiKey(endpoint.key().orElse(NO_KEY))
                .timeout(spec.timeout())
                .defaultRequestParameters(parameters(spec))
                .build();
        return Optional.of(TypedErrors.of(model, endpoint.errors()));
    }

    /** Input read from and written to the prompt cache stands apart from fresh input. */
    @Override
    public Optional<Usage> usage(TokenUsage reported) {
        return reported instanceof AnthropicTokenUsage usage ? AnthropicUsage.read(usage) : Optional.empty();
    }

    private static HttpEndpoint endpoint(ModelSpec spec) {
        return HttpEndpoint.of(spec, KEY_VARIABLE, URL_VARIABLE, DEFAULT_URL);
    }

    private static AnthropicChatRequestParameters parameters(ModelSpec spec) {
        ModelSettings settings = ModelSettings.of(spec, SETTINGS);
        boolean cache = settings.flag("cachePrompt").orElse(false);
        return AnthropicChatRequestParameters.builder()
                .modelName(spec.ref().name())
                .temperature(settings.decimal("temperature", 0, 1).orElse(null))
                .topP(settings.decimal("topP", 0, 1).orElse(null))
                .topK(settings.integer("topK", 1).orElse(null))
                .maxOutputTokens(settings.integer("maxOutputTokens", 1).orElse(DEFAULT_MAX_OUTPUT_TOKENS))
                .cacheSystemMessages(cache)
                .cacheTools(cache)
                .build();
    }
}
