package io.llmops.http;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.http.client.HttpClientBuilder;
import io.llmops.api.spi.ProviderErrors;

/**
 * The HTTP side of one provider. Models of all providers share the clients and their connections, which are made with
 * the first call and go when the last model is collected. Thread-safe.
 *
 * <p>HTTP/1.1 always: over plain HTTP the JDK would ask to upgrade to HTTP/2, which vLLM's server answers by losing the
 * body; over TLS the many calls of a host would share one connection, up to the number of streams that its server allows,
 * and the next call would fail.
 */
public final class ProviderHttp {

    private final AnswerFormat format;

    private ProviderHttp(AnswerFormat format) {
        this.format = requireNonNull(format, "format");
    }

    /** For a provider that writes its streams so. */
    public static ProviderHttp of(AnswerFormat format) {
        return new ProviderHttp(format);
    }

    /**
     * What a model of LangChain4j takes. Given by hand, because LangChain4j refuses to choose where a host has several
     * HTTP clients on its class path. Its read timeout is the time for a whole call; of a stream, the time to its start and
     * between two pieces of it.
     */
    public HttpClientBuilder builder(ProviderErrors errors) {
        return new ProviderHttpBuilder(this, requireNonNull(errors, "errors"));
    }

    AnswerFormat format() {
        return format;
    }
}
