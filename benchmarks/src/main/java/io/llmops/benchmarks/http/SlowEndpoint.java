package io.llmops.benchmarks.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * An OpenAI endpoint on the loopback interface that answers every request after the same time, with as little work as one
 * thread can do it with, so that what is measured is the client.
 */
final class SlowEndpoint implements AutoCloseable {

    private static final String BODY = "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1767225600,"
            + "\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":"
            + "\"Up to ten days of leave carry over into the next year.\"},\"finish_reason\":\"stop\"}],"
            + "\"usage\":{\"prompt_tokens\":24,\"completion_tokens\":13,\"total_tokens\":37}}";

    private static final byte[] REPLY = ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                    + BODY.getBytes(UTF_8).length + "\r\n\r\n" + BODY)
            .getBytes(UTF_8);

    private record Due(long at, SocketChannel channel) {}

    private final long delay;
    private final Selector selector = Selector.open();
    private final ServerSocketChannel server = ServerSocketChannel.open();
    /** In order, since all wait for the same time. */
    private final Deque<Due> due = new ArrayDeque<>();

    private final Thread thread = new Thread(this::run, "slow-endpoint");

    private SlowEndpoint(Duration delay) throws IOException {
        this.delay = delay.toNanos();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
        thread.setDaemon(true);
    }

    static SlowEndpoint start(Duration delay) throws IOException {
        SlowEndpoint endpoint = new SlowEndpoint(delay);
        endpoint.thread.start();
        return endpoint;
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.socket().getLocalPort() + "/v1";
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                // To the next millisecond: waiting more exactly would take a processor from the clients.
                long wait = due.isEmpty() ? 1_000 : (due.peek().at() - System.nanoTime()) / 1_000_000 + 1;
                selector.select(Math.max(1, wait));
                if (!selector.isOpen()) {
                    return;
                }
                for (SelectionKey key : selector.selectedKeys()) {
                    serve(key);
                }
                selector.selectedKeys().clear();
                while (!due.isEmpty() && due.peek().at() <= System.nanoTime()) {
                    due.poll().channel().write(ByteBuffer.wrap(REPLY));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(SelectionKey key) throws IOException {
        if (key.isAcceptable()) {
            SocketChannel channel = server.accept();
            channel.configureBlocking(false).register(selector, SelectionKey.OP_READ, new Request());
        } else if (key.isReadable()) {
            SocketChannel channel = (SocketChannel) key.channel();
            Request request = (Request) key.attachment();
            if (channel.read(request.bytes) < 0) {
                channel.close();
            } else if (request.isWhole()) {
                due.add(new Due(System.nanoTime() + delay, channel));
            }
        }
    }

    /** What a connection has sent of its next request. */
    private static final class Request {

        private static final String LENGTH = "content-length: ";

        private final ByteBuffer bytes = ByteBuffer.allocate(1 << 14);

        boolean isWhole() {
            String text = new String(bytes.array(), 0, bytes.position(), US_ASCII);
            int head = text.indexOf("\r\n\r\n");
            if (head < 0) {
                return false;
            }
            int at = text.toLowerCase(java.util.Locale.ROOT).indexOf(LENGTH) + LENGTH.length();
            int length = Integer.parseInt(text.substring(at, text.indexOf('\r', at)));
            if (bytes.position() < head + 4 + length) {
                return false;
            }
            bytes.clear();
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        server.close();
    }
}
