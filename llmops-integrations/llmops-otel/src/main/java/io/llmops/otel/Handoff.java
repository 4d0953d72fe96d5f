package io.llmops.otel;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes work that may block, such as ending a span of an SDK that exports at once, away from the application's threads:
 * one daemon thread behind a bounded queue. What finds no place is dropped and counted. Thread-safe.
 */
final class Handoff implements AutoCloseable {

    /** Places in the queue: {@value}, as many as OpenTelemetry's own batch processor has. */
    static final int CAPACITY = 2_048;

    private static final Duration CLOSE_BOUND = Duration.ofSeconds(5);

    private final AtomicLong dropped = new AtomicLong();
    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(CAPACITY),
            work -> {
                Thread thread = new Thread(work, "llmops-otel");
                thread.setDaemon(true);
                return thread;
            },
            (work, pool) -> dropped.incrementAndGet());

    /** Does the work later, or counts it as dropped; returns at once. */
    void submit(Runnable work) {
        executor.execute(work);
    }

    /** Pieces of work that found no place. */
    long dropped() {
        return dropped.get();
    }

    /** Finishes what was taken, for at most five seconds, then stops the thread. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(CLOSE_BOUND.toMillis(), TimeUnit.MILLISECONDS)) {
                dropped.addAndGet(executor.shutdownNow().size());
            }
        } catch (InterruptedException e) {
            dropped.addAndGet(executor.shutdownNow().size());
            Thread.currentThread().interrupt();
        }
    }
}
