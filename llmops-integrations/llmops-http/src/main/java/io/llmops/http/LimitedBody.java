package io.llmops.http;

import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A body of at most so many bytes within so much time, for the JDK's HTTP client, whose own time limit ends with the
 * headers. A body that is longer or later is not kept, and its connection is closed.
 */
public final class LimitedBody implements BodySubscriber<byte[]> {

    private static final OpenBodies OPEN = new OpenBodies();

    private final BodySubscriber<byte[]> bytes = BodySubscribers.ofByteArray();
    private final CompletableFuture<byte[]> whole =
            bytes.getBody().toCompletableFuture().copy();
    private final int maxBytes;
    private final long deadline;
    private long count;
    private volatile Flow.@Nullable Subscription subscription;

    private LimitedBody(int maxBytes, long deadline) {
        this.maxBytes = maxBytes;
        this.deadline = deadline;
    }

    /**
     * Reads bodies, each of at most {@code maxBytes}, and each until {@code timeout} after this call.
     *
     * @throws IllegalArgumentException if {@code maxBytes} is not positive
     */
    public static BodyHandler<byte[]> handler(int maxBytes, Duration timeout) {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes must be positive, but is " + maxBytes);
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        return response -> new LimitedBody(maxBytes, deadline);
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        OPEN.add(this);
        bytes.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            count += buffer.remaining();
        }
        if (count <= maxBytes) {
            bytes.onNext(buffers);
        } else {
            fail(new IOException("more than " + maxBytes + " bytes"));
        }
    }

    /** Ends the body if its time is up. */
    void endIfLate(long now) {
        if (now - deadline >= 0) {
            fail(new HttpTimeoutException("no whole body in time"));
        }
    }

    private void fail(IOException reason) {
        OPEN.remove(this);
        whole.completeExceptionally(reason); // first, since the client reports a cancelled body as a broken connection
        Flow.Subscription current = subscription;
        if (current != null) {
            current.cancel();
        }
        bytes.onError(reason);
    }

    @Override
    public void onError(Throwable error) {
        OPEN.remove(this);
        bytes.onError(error);
    }

    @Override
    public void onComplete() {
        OPEN.remove(this);
        bytes.onComplete();
    }
}
