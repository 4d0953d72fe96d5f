package io.llmops.ollama;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmops.http.LimitedBody;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether an Ollama server is there and which of its models could answer, so that a first run needs no
 * configuration. It only looks: nothing is pulled or loaded. Immutable.
 */
public final class OllamaProbe {

    /** Enough for a server on this machine, and hardly noticed where there is none: half a second. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMillis(500);

    private static final int MAX_BODY_BYTES = 1 << 20;
    private static final String CHATS = "completion";

    private final URI baseUrl;
    private final ObjectMapper json = new ObjectMapper();

    private OllamaProbe(URI baseUrl) {
        this.baseUrl = baseUrl;
    }

    /**
     * A probe of the server at that URL; scheme and port may be missing, as in {@code OLLAMA_HOST}.
     *
     * @throws io.llmops.api.exception.ConfigurationException if it is no URL
     */
    public static OllamaProbe at(String url) {
        return new OllamaProbe(OllamaUrl.parse(url));
    }

    /**
     * A probe of the server that {@code OLLAMA_BASE_URL} or {@code OLLAMA_HOST} names, else of the usual one.
     *
     * @param environment looks up a variable, such as {@code System::getenv}
     * @throws io.llmops.api.exception.ConfigurationException if the variable holds no URL
     */
    public static OllamaProbe atEnvironment(Function<String, @Nullable String> environment) {
        requireNonNull(environment, "environment");
        return new OllamaProbe(OllamaUrl.of(
                name -> Optional.ofNullable(environment.apply(name)).filter(value -> !value.isBlank())));
    }

    /**
     * The smallest model on the server's own disk that can chat, by bytes; models that Ollama would call elsewhere do not
     * count. Empty if there is none, and after any failure: no server, an answer of another kind or over 1 MiB, no time
     * left, or an interruption, after which the thread stays interrupted.
     *
     * @param timeout for all requests together
     * @throws IllegalArgumentException if {@code timeout} is not positive
     */
    public Optional<String> smallestChatModel(Duration timeout) {
        if (requireNonNull(timeout, "timeout").isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive, but is " + timeout);
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
        try {
            for (String model :
                    modelsBySize(get(client, deadline, request("/api/tags").GET()))) {
                String question = json.writeValueAsString(Map.of("model", model));
                if (canChat(get(client, deadline, request("/api/show").POST(BodyPublishers.ofString(question))))) {
                    return Optional.of(model);
                }
            }
        } catch (IOException | ExecutionException | TimeoutException e) {
            return Optional.empty(); // whatever is there, it is no Ollama that could be used now
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(baseUrl + path)).header("Content-Type", "application/json");
    }

    private JsonNode get(HttpClient client, long deadline, HttpRequest.Builder request)
            throws IOException, ExecutionException, TimeoutException, InterruptedException {
        Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request.build(), LimitedBody.handler(MAX_BODY_BYTES, left));
        try {
            HttpResponse<byte[]> response = answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (response.statusCode() != 200) {
                throw new IOException("HTTP " + response.statusCode());
            }
            return json.readTree(response.body());
        } finally {
            answer.cancel(true);
        }
    }

    private static List<String> modelsBySize(JsonNode tags) {
        List<JsonNode> models = new ArrayList<>();
        tags.path("models").forEach(models::add);
        return models.stream()
                .filter(model -> model.path("remote_host").asText().isEmpty())
                .filter(model -> model.path("size").asLong() > 0)
                .sorted(Comparator.comparingLong(model -> model.path("size").asLong()))
                .map(model -> model.path("name").asText())
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static boolean canChat(JsonNode model) {
        for (JsonNode capability : model.path("capabilities")) {
            if (capability.asText().equals(CHATS)) {
                return true;
            }
        }
        return false;
    }
}
