package io.llmops.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A provider on the loopback interface that speaks OpenAI's API and fails as it is told: {@code /v1/chat/completions}
 * plain and as a stream, {@code /v1/embeddings}, {@code /v1/models}. Replies are queued per path, the first one first.
 * A chat without a queued reply gets status 400 that says so; embeddings without one get the vectors of
 * {@link HashEmbeddingModel}. Thread-safe.
 *
 * <pre>{@code
 * try (FaultServer server = FaultServer.start()) {
 *     server.chat(ServerReply.status(429).retryAfter(Duration.ofSeconds(1)), ServerReply.text("hello"));
 *     ... call server.baseUrl() ...
 *     assertThat(server.requests()).hasSize(2);
 * }
 * }</pre>
 */
public final class FaultServer implements AutoCloseable {

    private static final String CHAT = "/v1/chat/completions";
    private static final String EMBEDDINGS = "/v1/embeddings";
    private static final String MODELS = "/v1/models";

    private final HttpServer server;
    private final ExecutorService threads;
    private final ObjectMapper json = new ObjectMapper();
    private final OpenAiBodies bodies = new OpenAiBodies();
    private final Queue<ServerReply> chats = new ConcurrentLinkedQueue<>();
    private final Queue<ServerReply> embeddings = new ConcurrentLinkedQueue<>();
    private final Queue<ServerReply> models = new ConcurrentLinkedQueue<>();
    private final List<ServerRequest> requests = new CopyOnWriteArrayList<>();

    private FaultServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        threads = Executors.newCachedThreadPool(FaultServer::daemon);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    /**
     * Starts a server on a free port of 127.0.0.1; the caller closes it.
     *
     * @throws UncheckedIOException if no port can be bound
     */
    public static FaultServer start() {
        try {
            FaultServer started = new FaultServer();
            // The JDK's server makes its accepting thread here, and a thread inherits whether it is a daemon.
            Thread starter = daemon(started.server::start);
            starter.start();
            starter.join();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("no port of the loopback interface can be bound", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the server was starting", e);
        }
    }

    /** Queues replies to chats. */
    public FaultServer chat(ServerReply... replies) {
        chats.addAll(List.of(replies));
        return this;
    }

    /** Queues replies to requests for embeddings. */
    public FaultServer embeddings(ServerReply... replies) {
        embeddings.addAll(List.of(replies));
        return this;
    }

    /** Queues replies to requests for the list of models. */
    public FaultServer models(ServerReply... replies) {
        models.addAll(List.of(replies));
        return this;
    }

    /** What a client of OpenAI's API takes as its base URL: {@code http://127.0.0.1:port/v1}. */
    public String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** What it was asked, in the order of arrival. */
    public List<ServerRequest> requests() {
        return List.copyOf(requests);
    }

    /** Stops at once: stalled replies end, connections are closed. Closing twice does nothing. */
    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        requests.add(new ServerRequest(exchange.getRequestMethod(), path, headers(exchange), body));
        JsonNode request = json.readTree(body.isEmpty() ? "{}" : body);
        ServerAnswer answer = new ServerAnswer(exchange);
        switch (path) {
            case CHAT -> chat(answer, chats.poll(), request);
            case EMBEDDINGS -> {
                ServerReply reply = orOk(embeddings.poll());
                answer.send(reply, body(reply, bodies.embeddings(reply, request)));
            }
            case MODELS -> {
                ServerReply reply = orOk(models.poll());
                answer.send(reply, body(reply, bodies.models("gpt-4o-mini", "text-embedding-3-small")));
            }
            default -> answer.send(ServerReply.status(404), bodies.error(404, "the fault server knows no " + path));
        }
    }

    private void chat(ServerAnswer answer, @Nullable ServerReply reply, JsonNode request) throws IOException {
        if (reply == null) {
            answer.send(
                    ServerReply.status(400),
                    bodies.error(400, "no reply is scripted: queue one more with FaultServer.chat(...)"));
        } else if (reply.status() == 200
                && reply.body().isEmpty()
                && request.path("stream").asBoolean()) {
            answer.stream(reply, bodies.events(reply, request));
        } else {
            answer.send(reply, body(reply, bodies.completion(reply, request)));
        }
    }

    private String body(ServerReply reply, String ordinary) {
        return reply.body()
                .orElseGet(() -> reply.status() == 200
                        ? ordinary
                        : bodies.error(reply.status(), "the test asked for status " + reply.status()));
    }

    private static ServerReply orOk(@Nullable ServerReply reply) {
        return reply == null ? ServerReply.text() : reply;
    }

    private static Map<String, List<String>> headers(HttpExchange exchange) {
        Map<String, List<String>> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            headers.put(lower, ServerRequest.isSecret(lower) ? List.of(ServerRequest.PRESENT) : List.copyOf(values));
        });
        return headers;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "llmops-fault-server");
        thread.setDaemon(true);
        return thread;
    }
}
