package io.llmops.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sends one reply of a {@link FaultServer}, and lets go wrong what the reply says. A cut is an exception, upon which the
 * JDK's server closes the connection; closing the exchange instead would end a chunked body properly.
 */
final class ServerAnswer {

    private static final int STALL_SECONDS = 60;

    private final HttpExchange exchange;

    ServerAnswer(HttpExchange exchange) {
        this.exchange = exchange;
    }

    /** Sends a body with its length. */
    void send(ServerReply reply, String body) throws IOException {
        stall(reply, 0);
        byte[] bytes = (reply.isBroken() ? body.substring(0, body.length() / 2) : body).getBytes(UTF_8);
        headers(reply, "application/json");
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        OutputStream out = exchange.getResponseBody();
        if (reply.isCut()) {
            out.write(bytes, 0, reply.cutAfter() == 0 ? 0 : bytes.length / 2);
            out.flush();
            throw cut();
        }
        if (bytes.length > 0) {
            out.write(bytes);
        }
        out.close();
    }

    /** Sends server-sent events, one chunk each. */
    void stream(ServerReply reply, List<String> events) throws IOException {
        stall(reply, 0);
        headers(reply, "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        out.flush();
        while (reply.isEndless()) { // ends by the exception that a closed connection is
            for (String event : events.subList(0, reply.chunks().size())) {
                event(out, event);
            }
        }
        for (int i = 0; i < events.size(); i++) {
            if (reply.cutAfter() == i) {
                throw cut();
            }
            if (i > 0) {
                stall(reply, i);
            }
            String event = events.get(i);
            event(out, reply.isBroken() ? event.substring(0, event.length() / 2) : event);
        }
        if (reply.isCut()) {
            throw cut();
        }
        event(out, "[DONE]");
        out.close();
    }

    private static void event(OutputStream out, String data) throws IOException {
        out.write(("data: " + data + "\n\n").getBytes(UTF_8));
        out.flush();
    }

    private void headers(ServerReply reply, String contentType) {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        reply.headers().forEach(exchange.getResponseHeaders()::set);
    }

    private static void stall(ServerReply reply, int afterChunks) throws IOException {
        if (reply.stall().isEmpty() || reply.stall().get().afterChunks() != afterChunks) {
            return;
        }
        try {
            if (!reply.stall().get().latch().await(STALL_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("nobody released the stalled reply within " + STALL_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the server was closed while a reply was stalled", e);
        }
    }

    private static IOException cut() {
        return new IOException("the test asked to cut the connection here");
    }
}
