package io.llmops.onnx;

import dev.langchain4j.exception.NonRetriableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of one model. Thread-safe. */
final class Workers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(10);

    private final String name;
    private final int size;
    private final ThreadPoolExecutor pool;

    /**
     * Starts no thread yet.
     *
     * @param name whose threads they are
     * @param size how many threads
     * @param release runs once, after {@link #close()} and when the last thread has ended, so that native memory is
     *     never freed under a running thread
     */
    Workers(String name, int size, Runnable release) {
        this.name = name;
        this.size = size;
        this.pool =
                new ThreadPoolExecutor(
                        size, size, IDLE.toSeconds(), TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads(name)) {
                    @Override
                    protected void terminated() {
                        release.run();
                    }
                };
        pool.allowCoreThreadTimeOut(true);
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, "llmops-onnx-" + name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    int size() {
        return size;
    }

    /**
     * The results in the order of the items. Only a few items wait in the queue at a time, so that one question does
     * not stand behind all batches of a large ingestion.
     *
     * @throws NonRetriableException if the workers are or become closed, or the caller is interrupted
     */
    <T, R> List<R> map(List<T> items, Function<T, R> work) {
        int ahead = 2 * size;
        List<Future<R>> futures = new ArrayList<>(items.size());
        List<R> results = new ArrayList<>(items.size());
        try {
            for (T item : items) {
                if (futures.size() >= ahead) {
                    results.add(futures.get(results.size()).get());
                }
                futures.add(pool.submit(() -> work.apply(item)));
            }
            while (results.size() < futures.size()) {
                results.add(futures.get(results.size()).get());
            }
            return results;
        } catch (RejectedExecutionException | CancellationException e) {
            throw new NonRetriableException("embedding model '" + name + "' is closed; build it again to use it", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NonRetriableException("interrupted while embedding with '" + name + "'", e);
        } catch (ExecutionException e) {
            throw failure(e.getCause() != null ? e.getCause() : e);
        } finally {
            futures.forEach(future -> future.cancel(false));
        }
    }

    private RuntimeException failure(@Nullable Throwable cause) {
        return cause instanceof RuntimeException known
                ? known
                : new NonRetriableException("embedding with '" + name + "' failed: " + cause, cause);
    }

    /** Lets running batches end and refuses all others; waits ten seconds at most. */
    @Override
    public void close() {
        for (Runnable waiting : pool.shutdownNow()) {
            if (waiting instanceof Future<?> future) {
                future.cancel(false);
            }
        }
        try {
            if (!pool.awaitTermination(CLOSE_BOUND.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("{}: a batch still runs; the model's native memory is freed when it ends", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
