package io.llmops.ollama;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import io.llmops.api.spi.LineBody;
import io.llmops.api.spi.ProviderErrors;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Puts errors that can be shown in place of raw ones, and ends each stream once. Thread-safe. */
final class OllamaHttpClient implements HttpClient {

    private final HttpClient client;
    private final java.net.http.HttpClient streams;
    private final Duration timeout;
    private final ProviderErrors errors;

    OllamaHttpClient(HttpClient client, java.net.http.HttpClient streams, Duration timeout, ProviderErrors errors) {
        this.client = client;
        this.streams = streams;
        this.timeout = timeout;
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

    /** Reads the lines itself, for LangChain4j's client would block a thread until the stream ends. */
    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        OllamaExchange exchange = new OllamaExchange();
        OllamaStream stream = new OllamaStream(listener, errors, request.body(), exchange);
        CompletableFuture<HttpResponse<byte[]>> answer = streams.sendAsync(toJdk(request), info -> {
            if (!isSuccess(info.statusCode())) {
                return BodySubscribers.ofByteArray();
            }
            stream.onOpen(SuccessfulHttpResponse.builder()
                    .statusCode(info.statusCode())
                    .headers(info.headers().map())
                    .build());
            return new LineBody(line -> stream.onEvent(new ServerSentEvent(null, line), exchange.context()));
        });
        exchange.started(answer);
        var unused = answer.whenComplete((response, failure) -> {
            if (failure != null) {
                stream.onError(failure);
            } else if (!isSuccess(response.statusCode())) {
                String body = new String(response.body(), StandardCharsets.UTF_8);
                stream.onError(new HttpException(response.statusCode(), body));
            } else {
                stream.onClose();
            }
        });
    }

    private java.net.http.HttpRequest toJdk(HttpRequest request) {
        java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                .timeout(timeout)
                .method(request.method().name(), BodyPublishers.ofString(request.body()));
        request.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        return builder.build();
    }

    private static boolean isSuccess(int status) {
        return status >= 200 && status < 300;
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
