package io.llmops.openai;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import io.llmops.api.spi.ModelSpec;
import io.llmops.api.spi.ProviderErrors;
import java.net.http.HttpClient.Version;
import java.time.Clock;
import java.time.Duration;

/** Takes LangChain4j's time limits, and makes the client on the JDK's own. Not thread-safe. */
final class OpenAiHttpClientBuilder implements HttpClientBuilder {

    private final boolean tls;
    private final ProviderErrors errors;
    private final Clock clock;
    private Duration connectTimeout = ModelSpec.DEFAULT_TIMEOUT;
    private Duration readTimeout = ModelSpec.DEFAULT_TIMEOUT;

    OpenAiHttpClientBuilder(boolean tls, ProviderErrors errors, Clock clock) {
        this.tls = tls;
        this.errors = errors;
        this.clock = clock;
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
        java.net.http.HttpClient client = java.net.http.HttpClient.newBuilder()
                // Over plain HTTP the JDK would ask to upgrade to HTTP/2, which vLLM's server answers by losing the
                // body.
                .version(tls ? Version.HTTP_2 : Version.HTTP_1_1)
                .connectTimeout(connectTimeout)
                .build();
        return new OpenAiHttpClient(client, readTimeout, errors, clock);
    }
}
