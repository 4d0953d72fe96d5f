package io.llmops.openai;

import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import io.llmops.api.spi.ProviderErrors;
import io.llmops.api.spi.ProviderHttpException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The JDK's HTTP client for LangChain4j, where LangChain4j's own adapter to it falls short: the time limit covers the
 * whole answer and not only its headers, {@code Retry-After} is read, and errors can be shown. Thread-safe.
 */
final class OpenAiHttpClient implements HttpClient {

    private final java.net.http.HttpClient client;
    private final Duration timeout;
    private final ProviderErrors errors;
    private final Clock clock;

    OpenAiHttpClient(java.net.http.HttpClient client, Duration timeout, ProviderErrors errors, Clock clock) {
        this.client = client;
        this.timeout = timeout;
        this.errors = errors;
        this.clock = clock;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        HttpResponse<byte[]> response = await(client.sendAsync(toJdk(request), BodyHandlers.ofByteArray()));
        if (!isSuccess(response)) {
            throw error(response, response.body(), request);
        }
        SuccessfulHttpResponse success = success(response).body(response.body()).build();
        errors.requireJson(success.body());
        return success;
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        StreamEnd stream = new StreamEnd(listener, errors, request.body());
        var unused = client.sendAsync(toJdk(request), BodyHandlers.ofInputStream())
                .whenComplete((response, failure) -> {
                    if (failure != null) {
                        stream.onError(failure);
                    } else {
                        read(response, request, parser, stream);
                    }
                });
    }

    private void read(
            HttpResponse<InputStream> response, HttpRequest request, ServerSentEventParser parser, StreamEnd stream) {
        try (InputStream body = response.body()) {
            if (!isSuccess(response)) {
                stream.onError(error(response, body.readAllBytes(), request));
                return;
            }
            stream.onOpen(success(response).build());
            parser.parse(body, stream);
            stream.onClose();
        } catch (IOException | RuntimeException e) {
            stream.onError(e);
        }
    }

    private <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw errors.failure(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw errors.failure(e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new NonRetriableException("interrupted while waiting for the model's answer", e);
        }
    }

    private java.net.http.HttpRequest toJdk(HttpRequest request) {
        String body = request.body();
        java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                .timeout(timeout)
                .method(
                        request.method().name(),
                        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        request.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        return builder.build();
    }

    private ProviderHttpException error(HttpResponse<?> response, byte[] body, HttpRequest request) {
        Duration wait = response.headers()
                .firstValue("Retry-After")
                .flatMap(value -> RetryAfter.parse(value, clock.instant()))
                .orElse(null);
        return errors.status(response.statusCode(), new String(body, StandardCharsets.UTF_8), request.body(), wait);
    }

    private static boolean isSuccess(HttpResponse<?> response) {
        return response.statusCode() >= 200 && response.statusCode() < 300;
    }

    private static SuccessfulHttpResponse.Builder success(HttpResponse<?> response) {
        return SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .headers(response.headers().map());
    }
}
