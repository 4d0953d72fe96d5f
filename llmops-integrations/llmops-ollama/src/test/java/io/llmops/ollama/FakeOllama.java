package io.llmops.ollama;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Ollama's own protocol on the loopback interface, with replies that the test gives, path by path. */
final class FakeOllama implements AutoCloseable {

    /** One request. */
    record Request(String path, String body, boolean authorized) {}

    /** One reply; {@code hold} holds it back, {@code cut} breaks the connection after the body. */
    record Reply(int status, String body, CountDownLatch hold, boolean cut, String retryAfter) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Queue<Reply>> replies = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    FakeOllama() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    FakeOllama reply(String path, int status, String body) {
        return reply(path, new Reply(status, body, new CountDownLatch(0), false, ""));
    }

    FakeOllama busy(String path, String retryAfter) {
        return reply(path, new Reply(429, "{\"error\":\"busy\"}", new CountDownLatch(0), false, retryAfter));
    }

    FakeOllama cut(String path, String body) {
        return reply(path, new Reply(200, body, new CountDownLatch(0), true, ""));
    }

    FakeOllama stall(String path) {
        return reply(path, new Reply(200, "", new CountDownLatch(1), false, ""));
    }

    private FakeOllama reply(String path, Reply reply) {
        replies.computeIfAbsent(path, p -> new ConcurrentLinkedQueue<>()).add(reply);
        return this;
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<Request> requests() {
        return requests;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        requests.add(new Request(path, body, exchange.getRequestHeaders().containsKey("Authorization")));
        Reply reply = replies.getOrDefault(path, new ConcurrentLinkedQueue<>()).poll();
        if (reply == null) {
            reply = new Reply(
                    404, "{\"error\":\"no reply is queued for " + path + "\"}", new CountDownLatch(0), false, "");
        }
        try {
            reply.hold().await();
        } catch (InterruptedException e) { // the fixture was closed
            Thread.currentThread().interrupt();
            return;
        }
        byte[] bytes = reply.body().getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/x-ndjson");
        if (!reply.retryAfter().isEmpty()) {
            exchange.getResponseHeaders().add("Retry-After", reply.retryAfter());
        }
        // A cut reply promises one byte more than it sends.
        exchange.sendResponseHeaders(reply.status(), bytes.length + (reply.cut() ? 1 : 0));
        OutputStream out = exchange.getResponseBody();
        out.write(bytes);
        out.flush();
        exchange.close();
    }
}
