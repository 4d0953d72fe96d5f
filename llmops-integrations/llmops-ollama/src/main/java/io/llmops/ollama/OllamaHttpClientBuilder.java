package io.llmops.ollama;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import io.llmops.api.spi.ProviderErrors;
import java.time.Duration;

/** Makes LangChain4j's client on the JDK's own, with errors that can be shown. Not thread-safe. */
final class OllamaHttpClientBuilder implements HttpClientBuilder {

    private final HttpClientBuilder jdk;
    private final ProviderErrors errors;

    OllamaHttpClientBuilder(HttpClientBuilder jdk, ProviderErrors errors) {
        this.jdk = jdk;
        this.errors = errors;
    }

    @Override
    public Duration connectTimeout() {
        return jdk.connectTimeout();
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
        jdk.connectTimeout(timeout);
        return this;
    }

    @Override
    public Duration readTimeout() {
        return jdk.readTimeout();
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
        jdk.readTimeout(timeout);
        return this;
    }

    @Override
    public HttpClient build() {
        return new OllamaHttpClient(jdk.build(), errors);
    }
}
