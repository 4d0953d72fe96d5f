package io.llmops.http;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Hands the events of a stream on as the network brings them: between two of them no thread waits. The next bytes are
 * asked for when the last ones have been handled, so that a slow handler slows its own stream down and nothing else.
 */
final class StreamBody implements BodySubscriber<byte[]> {

    /** Longest line: 4 MiB. */
    static final int MAX_LINE_BYTES = 4 << 20;
    /** Longest stream: 64 MiB. */
    static final int MAX_BYTES = 64 << 20;

    /** How long the rest of a stream that is over is waited for. */
    private static final Duration DRAIN = Duration.ofSeconds(1);

    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final StreamGuard guard;
    private final EventReader events;
    private final LineSplitter lines;
    private long count;
    private boolean draining;
    private volatile Flow.@Nullable Subscription subscription;

    StreamBody(StreamGuard guard, AnswerFormat.Framing framing) {
        this.guard = guard;
        this.events = new EventReader(framing, guard::event);
        this.lines = new LineSplitter(MAX_LINE_BYTES, events::line);
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        guard.opened(this);
        subscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        guard.serially(() -> read(buffers));
        if (guard.isOver() && !draining) {
            draining = true;
            hangUpAfterDraining();
        }
        Flow.Subscription current = subscription;
        if (current != null) {
            current.request(1);
        }
    }

    /** A connection whose stream is over is used again if the server ends its body soon, else closed. */
    private void hangUpAfterDraining() {
        var unused = body.copy()
                .orTimeout(DRAIN.toNanos(), TimeUnit.NANOSECONDS)
                .whenComplete((drained, failure) -> {
                    if (failure instanceof TimeoutException) {
                        hangUp(failure);
                    }
                });
    }

    /** Closes the connection, unless the body has been read to its end. */
    void hangUp(Throwable reason) {
        body.completeExceptionally(reason); // first, since the client reports a cancelled body as a broken connection
        Flow.Subscription current = subscription;
        if (current != null) {
            current.cancel();
        }
    }

    private void read(List<ByteBuffer> buffers) {
        try {
            for (ByteBuffer buffer : buffers) {
                count += buffer.remaining();
                if (count > MAX_BYTES) {
                    throw new IOException("a stream of more than " + MAX_BYTES + " bytes");
                }
                lines.accept(buffer);
            }
        } catch (IOException | RuntimeException e) {
            guard.fail(e);
        }
    }

    @Override
    public void onError(Throwable error) {
        body.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
        guard.serially(() -> {
            lines.finish();
            events.finish();
            guard.close();
        });
        body.complete(new byte[0]);
    }
}
