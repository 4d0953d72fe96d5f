package io.llmops.http;

import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParsingHandle;
import dev.langchain4j.internal.Json;
import io.llmops.api.spi.ProviderErrors;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Ends a stream exactly once: well, or with an error that can be shown, or silently after its caller cancelled it. A
 * stream that closes before its answer is whole, or falls silent, is an error, for otherwise half an answer would pass as
 * a whole one. Whatever ends it early also closes the connection. The listener is called by one thread at a time.
 */
final class StreamGuard {

    private final ServerSentEventListener listener;
    private final AnswerFormat format;
    private final ProviderErrors errors;
    private final @Nullable String request;
    private final Duration silence;

    private final ReentrantLock lock = new ReentrantLock();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final ServerSentEventContext context = new ServerSentEventContext(new Cancellation());
    private volatile @Nullable StreamBody body;
    private volatile boolean cancelled;
    private volatile long heard;
    private boolean whole;

    StreamGuard(
            ServerSentEventListener listener,
            AnswerFormat format,
            ProviderErrors errors,
            @Nullable String request,
            Duration silence) {
        this.listener = listener;
        this.format = format;
        this.errors = errors;
        this.request = request;
        this.silence = silence;
    }

    void response(SuccessfulHttpResponse response) {
        serially(() -> listener.onOpen(response));
    }

    void opened(StreamBody body) {
        this.body = body;
        heard = System.nanoTime();
        listen(silence.toNanos());
    }

    /** Runs work while no other thread calls the listener; then the stream counts as having been heard. */
    void serially(Runnable work) {
        lock.lock();
        try {
            work.run();
        } catch (RuntimeException e) { // of the listener
            fail(e);
        } finally {
            heard = System.nanoTime();
            lock.unlock();
        }
    }

    void event(ServerSentEvent event) {
        if (isOver()) {
            return;
        }
        String data = event.data().strip();
        AnswerFormat.Mark mark = AnswerFormat.Mark.LAST;
        if (!format.isLast(data)) {
            Map<?, ?> json = parse(data);
            mark = format.mark(json);
            Optional<String> refusal = format.refusal(json);
            if (mark == AnswerFormat.Mark.ERROR || refusal.isPresent()) {
                fail(refusal.isPresent() ? errors.refused(refusal.get()) : errors.inAnswer(data, request));
                return;
            }
        }
        String readable = format.readable(data);
        // The same object where nothing has changed, so that the usual event costs no copy.
        listener.onEvent(readable.equals(data) ? event : new ServerSentEvent(event.event(), readable), context);
        whole = whole || mark != AnswerFormat.Mark.PART;
        if (mark == AnswerFormat.Mark.LAST) {
            close();
        }
    }

    /** Half an event, which LangChain4j would log and leave out, ends the stream. */
    private Map<?, ?> parse(String data) {
        try {
            return Json.fromJson(data, Map.class);
        } catch (RuntimeException e) { // its message shows what was sent
            throw errors.notJson();
        }
    }

    /** The connection is closed: well if the answer is whole, else not. */
    void close() {
        lock.lock();
        try {
            if (!whole) {
                fail(errors.cutStream());
            } else if (end.complete(null)) {
                listener.onClose();
            }
        } finally {
            lock.unlock();
        }
    }

    void fail(Throwable error) {
        lock.lock();
        try {
            if (!cancelled && end.complete(null)) {
                hangUp(error);
                listener.onError(errors.failure(error));
            }
        } finally {
            lock.unlock();
        }
    }

    boolean isOver() {
        return cancelled || end.isDone();
    }

    /** Waits on the JDK's timer, without a thread, and looks again if something has been heard meanwhile. */
    private void listen(long nanos) {
        var unused = end.copy().orTimeout(nanos, TimeUnit.NANOSECONDS).whenComplete((ended, failure) -> {
            if (failure instanceof TimeoutException) {
                long quiet = lock.isLocked() ? 0 : System.nanoTime() - heard;
                if (quiet >= silence.toNanos()) {
                    hangUp(new HttpTimeoutException("the stream fell silent"));
                } else {
                    listen(silence.toNanos() - quiet);
                }
            }
        });
    }

    private void hangUp(Throwable reason) {
        StreamBody current = body;
        if (current != null) {
            current.hangUp(reason);
        }
    }

    /** Its caller has left: nothing more is told, and the connection is closed if the answer has begun. */
    void cancel() {
        cancelled = true;
        end.complete(null);
        hangUp(new CancellationException("the stream was cancelled"));
    }

    private final class Cancellation implements ServerSentEventParsingHandle {

        @Override
        public void cancel() {
            StreamGuard.this.cancel();
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }
    }
}
