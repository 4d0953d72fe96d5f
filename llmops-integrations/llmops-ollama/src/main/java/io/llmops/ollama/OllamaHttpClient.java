package io.llmops.ollama;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import io.llmops.api.spi.ProviderErrors;
import java.io.IOException;

/** Puts errors that can be shown in place of raw ones, and ends each stream once. Thread-safe. */
final class OllamaHttpClient implements HttpClient {

    private final HttpClient client;
    private final ProviderErrors errors;

    OllamaHttpClient(HttpClient client, ProviderErrors errors) {
        this.client = client;
        this.errors = errors;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        try {
            SuccessfulHttpResponse response = client.execute(request);
            errors.requireJson(response.body());
            return response;
        } catch (RuntimeException e) {
            throw shown(e, errors, request.body());
        }
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        client.execute(request, parser, new OllamaStream(listener, errors, request.body()));
    }

    /** The error with words of ours: LangChain4j's hold the whole body of the answer, or say nothing. */
    static RuntimeException shown(Throwable error, ProviderErrors errors, String request) {
        if (error instanceof HttpException http) {
            String body = http.getMessage() == null ? "" : http.getMessage();
            return errors.status(http.statusCode(), body, request, null);
        }
        // LangChain4j wraps what the JDK throws, and its wrapping says nothing.
        return errors.failure(error.getCause() instanceof IOException io ? io : error);
    }
}
