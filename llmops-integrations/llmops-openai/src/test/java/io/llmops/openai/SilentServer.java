package io.llmops.openai;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Takes one connection, reads what comes, and never says a word; it sees when the other side hangs up. */
final class SilentServer implements AutoCloseable {

    private final ServerSocket server;
    private final CountDownLatch heard = new CountDownLatch(1);
    private final CountDownLatch hungUp = new CountDownLatch(1);

    SilentServer() {
        try {
            server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::listen, "silent-server");
        thread.setDaemon(true);
        thread.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/v1";
    }

    private void listen() {
        try (Socket socket = server.accept();
                InputStream in = socket.getInputStream()) {
            while (in.read() >= 0) {
                heard.countDown();
            }
            hungUp.countDown();
        } catch (IOException e) { // reset is a way to hang up too
            hungUp.countDown();
        }
    }

    boolean heard() throws InterruptedException {
        return heard.await(60, TimeUnit.SECONDS);
    }

    boolean hungUp() throws InterruptedException {
        return hungUp.await(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
