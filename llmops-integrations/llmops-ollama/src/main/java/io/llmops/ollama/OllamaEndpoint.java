package io.llmops.ollama;

import io.llmops.api.model.Secret;
import io.llmops.api.spi.ModelSpec;
import io.llmops.api.spi.ProviderErrors;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Where a model is, and with which key, if any. Has no {@code toString()}: it holds a secret. */
final class OllamaEndpoint {

    private final URI baseUrl;
    private final Optional<Secret> key;
    private final ProviderErrors errors;

    private OllamaEndpoint(ModelSpec spec, URI baseUrl) {
        this.baseUrl = baseUrl;
        this.key = spec.apiKey(OllamaProvider.KEY_VARIABLE);
        this.errors = ProviderErrors.of(spec, baseUrl, OllamaProvider.KEY_VARIABLE, OllamaProvider.URL_VARIABLE);
    }

    static OllamaEndpoint of(ModelSpec spec) {
        return new OllamaEndpoint(spec, OllamaUrl.of(variable -> spec.baseUrl(variable)));
    }

    String baseUrl() {
        return baseUrl.toString();
    }

    Map<String, String> headers() {
        return key.map(k -> Map.of("Authorization", "Bearer " + k.reveal())).orElse(Map.of());
    }

    ProviderErrors errors() {
        return errors;
    }
}
