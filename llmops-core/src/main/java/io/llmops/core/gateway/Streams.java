package io.llmops.core.gateway;

import io.llmops.api.exception.EndpointException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The streams that are going on, and daemon threads for the moments in which no thread of a provider carries them: a retry,
 * a time limit. A thread is taken for as long as such a moment lasts, not for as long as a stream does. Thread-safe.
 */
public final class Streams implements AutoCloseable {

    private static final Duration CLOSE_BOUND = Duration.ofSeconds(5);

    private final Set<StreamCall> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads;
    private volatile boolean closed;

    /** No streams yet, and no thread. */
    public Streams() {
        this(daemons());
    }

    Streams(ExecutorService threads) {
        this.threads = threads;
    }

    private static ExecutorService daemons() {
        AtomicInteger number = new AtomicInteger();
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "llmops-stream-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Runs a step of a stream on a thread of its own.
     *
     * @throws EndpointException if this is closed
     */
    void execute(Runnable step) {
        try {
            threads.execute(step);
        } catch (RejectedExecutionException e) {
            throw closedError();
        }
    }

    void began(StreamCall call) {
        open.add(call);
        if (closed) {
            call.shut(closedError());
        }
    }

    void ended(StreamCall call) {
        open.remove(call);
    }

    int open() {
        return open.size();
    }

    /** Ends the streams that are going on with an error, and waits for their handlers, at most five seconds. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        List.copyOf(open).forEach(call -> execute(() -> call.shut(closedError())));
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_BOUND.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static EndpointException closedError() {
        return new EndpointException("the stream was ended, since its LlmOps was closed; close it after its last call");
    }
}
