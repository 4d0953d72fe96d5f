package io.llmops.api.spi;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The body of a stream, handed over line by line as it comes, without a thread that waits for it and without keeping it.
 * Lines end with LF, CR or both and are read as UTF-8. A line or a body that is too long fails with an
 * {@link IOException}, and its connection is closed. The body itself is empty. For implementers of providers.
 */
public final class LineBody implements BodySubscriber<byte[]> {

    /** The longest line, in bytes: {@value}; enough for a picture in it. */
    public static final int MAX_LINE_BYTES = 8 << 20;
    /** The longest body, in bytes: {@value}. */
    public static final long MAX_BODY_BYTES = 256L << 20;

    private final Consumer<String> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;
    private long bytes;
    private boolean afterCr;

    /**
     * A body that has not begun.
     *
     * @param lines takes each line without its end, one after the other; what it throws fails the body
     */
    public LineBody(Consumer<String> lines) {
        this.lines = requireNonNull(lines, "lines");
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        subscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (body.isDone()) {
            return;
        }
        try {
            for (ByteBuffer buffer : buffers) {
                read(buffer);
            }
            if (subscription != null) {
                subscription.request(1);
            }
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
    }

    @Override
    public void onError(Throwable error) {
        body.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
        try {
            if (line.size() > 0) {
                end();
            }
            body.complete(new byte[0]);
        } catch (RuntimeException e) {
            body.completeExceptionally(e);
        }
    }

    private void read(ByteBuffer buffer) throws IOException {
        bytes += buffer.remaining();
        if (bytes > MAX_BODY_BYTES) {
            throw new IOException("a stream of more than " + MAX_BODY_BYTES + " bytes");
        }
        while (buffer.hasRemaining()) {
            byte b = buffer.get();
            if (b == '\r' || (b == '\n' && !afterCr)) {
                end();
            } else if (b != '\n') {
                line.write(b);
            }
            afterCr = b == '\r';
        }
        if (line.size() > MAX_LINE_BYTES) {
            throw new IOException("a line of more than " + MAX_LINE_BYTES + " bytes");
        }
    }

    private void end() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        lines.accept(text);
    }

    private void fail(Exception failure) {
        if (subscription != null) {
            subscription.cancel();
        }
        body.completeExceptionally(failure);
    }
}
