package io.llmops.http;

import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.langchain4j.internal.Json;
import io.llmops.api.spi.Exchange;
import io.llmops.api.spi.ProviderErrors;
import io.llmops.api.spi.ProviderHttpException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The JDK's HTTP client for LangChain4j, where LangChain4j's own adapter to it falls short: the time limit covers the
 * whole answer and not only its headers, {@code Retry-After} is read, a stream needs no thread and ends once, cancelling
 * it closes its connection, and errors can be shown. A call without a stream stays on its caller's thread, and an
 * interrupt ends it. Thread-safe.
 */
final class ProviderHttpClient implements HttpClient {

    /** Longest answer without a stream: 128 MiB, enough for 2,048 embeddings of 3,072 numbers. */
    private static final int MAX_ANSWER_BYTES = 128 << 20;

    /** Names of what may stand in place of an answer; one without them is not looked into, for it may be long. */
    private static final Pattern SUSPECT =
            Pattern.compile("\"(?:error|promptFeedback)\"\\s*:\\s*[{\"]|\"stop_reason\"\\s*:\\s*\"refusal\"");

    private final Supplier<java.net.http.HttpClient> inline = SharedClient.INLINE.use();
    private final Supplier<java.net.http.HttpClient> pooled = SharedClient.POOLED.use();
    private final AnswerFormat format;
    private final Duration timeout;
    private final ProviderErrors errors;
    private final Clock clock;

    ProviderHttpClient(AnswerFormat format, Duration timeout, ProviderErrors errors, Clock clock) {
        this.format = format;
        this.timeout = timeout;
        this.errors = errors;
        this.clock = clock;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        HttpResponse<byte[]> response = send(request);
        if (!isSuccess(response.statusCode())) {
            throw error(response, request);
        }
        if (!isObject(response.body())) {
            throw errors.notJson();
        }
        String body = new String(response.body(), StandardCharsets.UTF_8);
        if (SUSPECT.matcher(body).find()) {
            checkAnswer(body, request);
        }
        String readable = format.readable(body);
        SuccessfulHttpResponse.Builder success = SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .headers(response.headers().map());
        return (readable.equals(body) ? success.body(response.body()) : success.body(readable)).build();
    }

    /** OpenRouter puts errors into answers that have begun, Gemini and Anthropic refusals of a filter. */
    private void checkAnswer(String body, HttpRequest request) {
        Map<?, ?> json;
        try {
            json = Json.fromJson(body, Map.class);
        } catch (RuntimeException e) { // its message shows what was sent
            throw errors.notJson();
        }
        if (json.get("error") != null) {
            throw errors.inAnswer(body, request.body());
        }
        format.refusal(json).ifPresent(reason -> {
            throw errors.refused(reason);
        });
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            if (Thread.currentThread().isInterrupted()) { // a call that is sent may cost money
                throw new InterruptedException();
            }
            java.net.http.HttpRequest asked = toJdk(request);
            boolean plain = "http".equalsIgnoreCase(asked.uri().getScheme());
            return (plain ? inline : pooled).get().send(asked, LimitedBody.handler(MAX_ANSWER_BYTES, timeout));
        } catch (IOException e) {
            throw errors.failure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NonRetriableException("interrupted while waiting for the model's answer", e);
        }
    }

    /** The parser is not used: it would hold a thread until the stream ends. */
    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        StreamGuard guard = new StreamGuard(listener, format, errors, request.body(), timeout);
        BodyHandler<byte[]> failed = LimitedBody.handler(MAX_ANSWER_BYTES, timeout);
        BodyHandler<byte[]> stream = info -> {
            guard.response(opened(info));
            return new StreamBody(guard, format.framing());
        };
        CompletableFuture<HttpResponse<byte[]>> answer = pooled.get()
                .sendAsync(toJdk(request), info -> (isSuccess(info.statusCode()) ? stream : failed).apply(info));
        Exchange.current()
                .ifPresent(exchange -> exchange.onClose(() -> {
                    guard.cancel();
                    answer.cancel(true); // the JDK closes the connection, also before there is a body
                }));
        var unused = answer.whenComplete((response, failure) -> {
            if (failure != null) {
                guard.fail(failure);
            } else if (!isSuccess(response.statusCode())) {
                guard.fail(error(response, request));
            }
        });
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

    private ProviderHttpException error(HttpResponse<byte[]> response, HttpRequest request) {
        Duration wait = response.headers()
                .firstValue("Retry-After")
                .flatMap(value -> RetryAfter.parse(value, clock.instant()))
                .orElse(null);
        String body = new String(response.body(), StandardCharsets.UTF_8);
        return errors.status(response.statusCode(), body, request.body(), wait);
    }

    private static boolean isSuccess(int status) {
        return status >= 200 && status < 300;
    }

    private static SuccessfulHttpResponse opened(ResponseInfo info) {
        return SuccessfulHttpResponse.builder()
                .statusCode(info.statusCode())
                .headers(info.headers().map())
                .build();
    }

    /** A look at both ends, without a copy: a proxy's page or half an answer shows there. */
    private static boolean isObject(byte[] body) {
        int first = 0;
        int last = body.length - 1;
        while (first < last && isBlank(body[first])) {
            first++;
        }
        while (last > first && isBlank(body[last])) {
            last--;
        }
        return first < last && body[first] == '{' && body[last] == '}';
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
