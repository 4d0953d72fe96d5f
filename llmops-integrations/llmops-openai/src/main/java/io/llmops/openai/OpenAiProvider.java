package io.llmops.openai;

import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
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
 * Models of OpenAI and of every server that speaks its protocol: llama.cpp, vLLM, Ollama's {@code /v1}, and the
 * compatible endpoints of other vendors. Named {@code openai}: {@code openai/gpt-4o-mini}.
 *
 * <p>The key comes from the specification or {@value #KEY_VARIABLE}, the base URL from the specification or
 * {@value #URL_VARIABLE}, {@value #DEFAULT_URL} by default. OpenAI itself needs a key; at any other base URL it is
 * optional, and without one no {@code Authorization} header is sent.
 *
 * <p>Settings of a chat model: {@code temperature} (0 to 2), {@code topP} (0 to 1), {@code maxOutputTokens},
 * {@code seed}, {@code jsonSchema} ({@code false} if the endpoint cannot hold its answers to a schema; {@code true} by
 * default), {@code organization}, {@code project}. Of an embedding model: {@code dimensions}, {@code organization},
 * {@code project}. Thread-safe; nothing needs closing.
 */
public final class OpenAiProvider implements ChatModelProvider, EmbeddingModelProvider {

    /** The {@link #name()} of this provider. */
    public static final String NAME = "openai";
    /** The environment variable of the API key. */
    public static final String KEY_VARIABLE = "OPENAI_API_KEY";
    /** The environment variable of the base URL. */
    public static final String URL_VARIABLE = "OPENAI_BASE_URL";
    /** The base URL where none is given: OpenAI's. */
    public static final String DEFAULT_URL = "https://api.openai.com/v1";

    private static final Set<String> CHAT_SETTINGS =
            Set.of("temperature", "topP", "maxOutputTokens", "seed", "jsonSchema", "organization", "project");
    private static final Set<String> EMBEDDING_SETTINGS = Set.of("dimensions", "organization", "project");

    private static final double MAX_TEMPERATURE = 2;

    private final ProviderHttp http = ProviderHttp.of(new OpenAiFormat());

    /** For {@link java.util.ServiceLoader} and for giving it by hand. */
    public OpenAiProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ChatModel chatModel(ModelSpec spec) {
        HttpEndpoint endpoint = endpoint(spec);
        ModelSettings settings = ModelSettings.of(spec, CHAT_SETTINGS);
        boolean jsonSchema = settings.flag("jsonSchema").orElse(true);
        ChatModel model = OpenAiChatModel.builder()
                .httpClientBuilder(http.builder(endpoint.errors()))
                .baseUrl(endpoint.baseUrl())
                .apiKey(endpoint.key().orElse(null))
                .organizationId(settings.text("organization").orElse(null))
                .projectId(settings.text("project").orElse(null))
                .timeout(spec.timeout())
                .maxRetries(0)
                .supportedCapabilities(jsonSchema ? Set.of(Capability.RESPONSE_FORMAT_JSON_SCHEMA) : Set.of())
                .strictJsonSchema(jsonSchema)
                .defaultRequestParameters(parameters(spec, settings, endpoint))
                .build();
        return TypedErrors.of(model, endpoint.errors(), OpenAiProvider::seeded);
    }

    /** The same model as a stream, which asks the endpoint for usage at its end. */
    @Override
    public Optional<StreamingChatModel> streamingChatModel(ModelSpec spec) {
        HttpEndpoint endpoint = endpoint(spec);
        ModelSettings settings = ModelSettings.of(spec, CHAT_SETTINGS);
        StreamingChatModel model = OpenAiStreamingChatModel.builder()
                .httpClientBuilder(http.builder(endpoint.errors()))
                .baseUrl(endpoint.baseUrl())
                .apiKey(endpoint.key().orElse(null))
                .organizationId(settings.text("organization").orElse(null))
                .projectId(settings.text("project").orElse(null))
                .timeout(spec.timeout())
                .strictJsonSchema(settings.flag("jsonSchema").orElse(true))
                .defaultRequestParameters(parameters(spec, settings, endpoint))
                .build();
        return Optional.of(TypedErrors.of(model, endpoint.errors(), OpenAiProvider::seeded));
    }

    @Override
    public EmbeddingModel embeddingModel(ModelSpec spec) {
        HttpEndpoint endpoint = endpoint(spec);
        ModelSettings settings = ModelSettings.of(spec, EMBEDDING_SETTINGS);
        EmbeddingModel model = OpenAiEmbeddingModel.builder()
                .httpClientBuilder(http.builder(endpoint.errors()))
                .baseUrl(endpoint.baseUrl())
                .apiKey(endpoint.key().orElse(null))
                .modelName(spec.ref().name())
                .timeout(spec.timeout())
                .maxRetries(0)
                .dimensions(settings.integer("dimensions", 1).orElse(null))
                .organizationId(settings.text("organization").orElse(null))
                .projectId(settings.text("project").orElse(null))
                .build();
        return TypedErrors.of(model, endpoint.errors());
    }

    /** Input read from OpenAI's prompt cache and output spent on reasoning stand apart, where the endpoint tells. */
    @Override
    public Optional<Usage> usage(TokenUsage reported) {
        return reported instanceof OpenAiTokenUsage usage ? OpenAiUsage.read(usage) : Optional.empty();
    }

    /** The same, and input written to a prompt cache where the endpoint tells. */
    @Override
    public Optional<Usage> usage(ChatResponseMetadata answer) {
        return answer instanceof OpenAiChatResponseMetadata openAi
                ? OpenAiUsage.read(openAi)
                : ChatModelProvider.super.usage(answer);
    }

    @Override
    public Optional<Integer> outputLimit(ChatRequestParameters parameters) {
        return OpenAiLimit.of(parameters);
    }

    /** As {@code max_completion_tokens} for OpenAI's newer models, as {@code max_tokens} for all others. */
    @Override
    public Optional<ChatRequestParameters> withOutputLimit(
            ChatRequestParameters defaults, ChatRequestParameters request, int limit) {
        return OpenAiLimit.with(defaults, request, limit);
    }

    /** No: the protocol does not tell, and a vendor's call costs money. */
    @Override
    public boolean local() {
        return false;
    }

    private static HttpEndpoint endpoint(ModelSpec spec) {
        return HttpEndpoint.of(spec, KEY_VARIABLE, URL_VARIABLE, DEFAULT_URL);
    }

    private static OpenAiChatRequestParameters parameters(
            ModelSpec spec, ModelSettings settings, HttpEndpoint endpoint) {
        OpenAiChatRequestParameters.Builder parameters = OpenAiChatRequestParameters.builder();
        parameters
                .modelName(spec.ref().name())
                .temperature(settings.decimal("temperature", 0, MAX_TEMPERATURE).orElse(null))
                .topP(settings.decimal("topP", 0, 1).orElse(null))
                .seed(settings.integer("seed", Integer.MIN_VALUE).orElse(null));
        Optional<Integer> limit = settings.integer("maxOutputTokens", 1);
        boolean newer = endpoint.isVendor() || OpenAiLimit.isNewer(spec.ref().name());
        limit.ifPresent(newer ? parameters::maxCompletionTokens : parameters::maxOutputTokens);
        return parameters.build();
    }

    private static ChatRequestParameters seeded(ChatRequestParameters parameters, int seed) {
        return OpenAiChatRequestParameters.builder()
                .overrideWith(parameters)
                .seed(seed)
                .build();
    }
}
