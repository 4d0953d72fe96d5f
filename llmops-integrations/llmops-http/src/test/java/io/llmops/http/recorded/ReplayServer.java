package io.llmops.http.recorded;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers with a recorded answer: its status, its content type and {@code Retry-After}, and a stream event by event. */
public final class ReplayServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile Exchange next;
    private volatile String asked = "";

    public ReplayServer(Exchange first) throws IOException {
        next = first;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    public void next(Exchange exchange) {
        next = exchange;
        asked = "";
    }

    /** The body of the last request. */
    public String asked() {
        return asked;
    }

    private void answer(HttpExchange http) throws IOException {
        asked = new String(http.getRequestBody().readAllBytes(), UTF_8);
        for (String name : List.of("content-type", "retry-after")) {
            next.headers().getOrDefault(name, List.of()).forEach(value -> http.getResponseHeaders()
                    .add(name, value));
        }
        boolean stream = next.isStream() && next.status() == 200;
        byte[] body = next.body().getBytes(UTF_8);
        http.sendResponseHeaders(next.status(), stream ? 0 : body.length);
        try (OutputStream out = http.getResponseBody()) {
            if (!stream) {
                out.write(body);
                return;
            }
            for (String event : next.body().split("(?<=\n\n)")) {
                out.write(event.getBytes(UTF_8));
                out.flush();
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
