package io.llmops.openai;

import dev.langchain4j.http.client.HttpClientBuilder;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.model.Secret;
import io.llmops.api.spi.ModelSpec;
import io.llmops.api.spi.ProviderErrors;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/** Where a model is, and with which key. Has no {@code toString()}: it holds a secret. */
final class OpenAiEndpoint {

    private static final String OPENAI_HOST =
            URI.create(OpenAiProvider.DEFAULT_URL).getHost();

    private final URI baseUrl;
    private final Optional<Secret> key;
    private final ProviderErrors errors;

    private OpenAiEndpoint(ModelSpec spec, URI baseUrl, Optional<Secret> key) {
        this.baseUrl = baseUrl;
        this.key = key;
        this.errors = ProviderErrors.of(spec, baseUrl, OpenAiProvider.KEY_VARIABLE, OpenAiProvider.URL_VARIABLE);
    }

    static OpenAiEndpoint of(ModelSpec spec) {
        URI baseUrl = parse(spec, spec.baseUrl(OpenAiProvider.URL_VARIABLE).orElse(OpenAiProvider.DEFAULT_URL));
        Optional<Secret> key = spec.apiKey(OpenAiProvider.KEY_VARIABLE);
        if (key.isEmpty() && baseUrl.getHost().equals(OPENAI_HOST)) {
            throw new ConfigurationException("model '" + spec.ref() + "': no API key; set "
                    + OpenAiProvider.KEY_VARIABLE + ", or set " + OpenAiProvider.URL_VARIABLE
                    + " to a compatible server that needs none");
        }
        return new OpenAiEndpoint(spec, baseUrl, key);
    }

    private static URI parse(ModelSpec spec, String text) {
        URI url;
        try {
            url = URI.create(text.strip());
        } catch (IllegalArgumentException e) { // its message repeats the URL, which may hold credentials
            throw wrong(spec);
        }
        boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        if (!http || url.getHost() == null || url.getUserInfo() != null) {
            throw wrong(spec);
        }
        return url;
    }

    private static ConfigurationException wrong(ModelSpec spec) {
        return new ConfigurationException("model '" + spec.ref() + "': the base URL (" + OpenAiProvider.URL_VARIABLE
                + ") must be like https://host/v1, without user and password");
    }

    String baseUrl() {
        return baseUrl.toString();
    }

    Optional<String> key() {
        return key.map(Secret::reveal);
    }

    /** Whether it is OpenAI's own, whose newer models do not know {@code max_tokens}. */
    boolean isOpenAi() {
        return baseUrl.getHost().equals(OPENAI_HOST);
    }

    /** Given by hand, because LangChain4j refuses to choose where a host has several HTTP clients on its class path. */
    HttpClientBuilder httpClientBuilder() {
        return new OpenAiHttpClientBuilder("https".equalsIgnoreCase(baseUrl.getScheme()), errors, Clock.systemUTC());
    }
}
