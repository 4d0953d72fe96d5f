package io.llmops.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A site on the loopback: pages by path, and what was asked for. */
final class FakeSite implements AutoCloseable {

    /** Answers a request. */
    interface Page {
        void answer(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    FakeSite() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            requests.add(path);
            pages.getOrDefault(path, e -> e.sendResponseHeaders(404, -1)).answer(exchange);
        }
    }

    FakeSite html(String path, String body, String... headers) {
        return bytes(path, "text/html; charset=utf-8", body.getBytes(StandardCharsets.UTF_8), headers);
    }

    FakeSite bytes(String path, String type, byte[] body, String... headers) {
        return page(path, exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            if (!type.isEmpty()) {
                exchange.getResponseHeaders().add("Content-Type", type);
            }
            send(exchange, 200, body);
        });
    }

    static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    FakeSite status(String path, int status) {
        return page(path, exchange -> exchange.sendResponseHeaders(status, -1));
    }

    FakeSite redirect(String path, String location) {
        return page(path, exchange -> {
            exchange.getResponseHeaders().add("Location", location);
            exchange.sendResponseHeaders(302, -1);
        });
    }

    FakeSite page(String path, Page page) {
        pages.put(path, page);
        return this;
    }

    int port() {
        return server.getAddress().getPort();
    }

    String origin() {
        return "http://127.0.0.1:" + port();
    }

    /** Paths in the order in which they were asked for. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** A client that may reach this site, and nothing else that is not public. */
    EgressClient.Builder client() {
        return EgressClient.builder().allowOrigin(origin());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
