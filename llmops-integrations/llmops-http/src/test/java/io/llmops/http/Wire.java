package io.llmops.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on the loopback interface whose every byte the test writes, and that sees its clients hang up. */
final class Wire implements AutoCloseable {

    /** Writes an answer; an {@code IOException} tells that the client has gone. */
    interface Answer {
        void write(OutputStream out) throws IOException;
    }

    static final String EVENTS = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final CountDownLatch gone = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();

    Wire() throws IOException {
        Thread thread = new Thread(this::accept, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    Wire answer(Answer answer) {
        answers.add(answer);
        return this;
    }

    /** Answers with exactly that text, then closes. */
    Wire answer(String text) {
        return answer(out -> out.write(text.getBytes(UTF_8)));
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1");
    }

    int asked() {
        return asked.get();
    }

    /** Whether a client closed its connection while an answer was written or held back. */
    boolean sawClientGo(long seconds) throws InterruptedException {
        return gone.await(seconds, TimeUnit.SECONDS);
    }

    /** Sends nothing more, until the client goes. */
    void hold(OutputStream out) throws IOException {
        out.flush();
        throw new Held();
    }

    private static final class Held extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread thread = new Thread(() -> serve(socket), "wire-connection");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException e) { // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            int length = 0;
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(
                            line.substring(line.indexOf(':') + 1).strip());
                }
            }
            in.skip(length);
            asked.incrementAndGet();
            Answer answer = answers.poll();
            try {
                if (answer != null) {
                    answer.write(socket.getOutputStream());
                    socket.getOutputStream().flush();
                }
            } catch (Held held) {
                in.transferTo(Writer.nullWriter());
                gone.countDown();
            }
        } catch (IOException e) {
            gone.countDown();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
