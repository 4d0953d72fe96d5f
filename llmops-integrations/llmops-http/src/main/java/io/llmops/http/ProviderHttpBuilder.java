package io.llmops.http;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import io.llmops.api.spi.ModelSpec;
import io.llmops.api.spi.ProviderErrors;
import java.time.Clock;
import java.time.Duration;

/** Takes LangChain4j's time limits, of which the one for reading covers all of a call. Not thread-safe. */
final class ProviderHttpBuilder implements HttpClientBuilder {

    private final ProviderHttp http;
    private final ProviderErrors errors;
    private Duration connectTimeout = ModelSpec.DEFAULT_TIMEOUT;
    private Duration readTimeout = ModelSpec.DEFAULT_TIMEOUT;

    ProviderHttpBuilder(ProviderHttp http, ProviderErrors errors) {
        this.http = http;
        this.errors = errors;
    }

    @Override
    public Duration connectTimeout() {
        return connectTimeout;
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
        connectTimeout = timeout;
        return this;
    }

    @Override
    public Duration readTimeout() {
        return readTimeout;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
        readTimeout = timeout;
        return this;
    }

    @Override
    public HttpClient build() {
        return new ProviderHttpClient(http.format(), readTimeout, errors, Clock.systemUTC());
    }
}
