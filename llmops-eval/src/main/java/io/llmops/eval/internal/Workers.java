package io.llmops.eval.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Works through a list with so many threads at once. Each thread takes the next item when it is done with one, so that no
 * queue grows and a slow item holds up nobody else. Threads are daemons.
 */
public final class Workers<T, R> {

    private static final long SECONDS_TO_END = 10;

    private final List<T> items;
    private final Function<T, R> work;
    private final Consumer<R> done;
    private final AtomicInteger next = new AtomicInteger();
    private volatile boolean stopped;

    private Workers(List<T> items, Function<T, R> work, Consumer<R> done) {
        this.items = items;
        this.work = work;
        this.done = done;
    }

    /**
     * Returns when all items are done; what {@code work} or {@code done} throws stops the others and is thrown.
     *
     * @throws CancellationException if the thread is interrupted; its interrupt flag is set
     */
    public static <T, R> void run(List<T> items, int threads, Function<T, R> work, Consumer<R> done) {
        if (!items.isEmpty()) {
            new Workers<>(items, work, done).runOn(Math.min(threads, items.size()));
        }
    }

    private void runOn(int threads) {
        AtomicInteger number = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "llmops-eval-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                workers.add(pool.submit(this::takeItems));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        } catch (ExecutionException e) {
            throw unchecked(Objects.requireNonNull(e.getCause()));
        } catch (InterruptedException e) {
            throw interrupted();
        } finally {
            end(pool);
        }
    }

    private void takeItems() {
        try {
            for (int i = next.getAndIncrement(); i < items.size() && !stopped; i = next.getAndIncrement()) {
                R result = work.apply(items.get(i));
                if (!stopped) {
                    // An interrupt that the work left behind was meant for that item, such as a deadline's.
                    Thread.interrupted();
                    done.accept(result);
                }
            }
        } catch (RuntimeException | Error e) {
            stopped = true;
            throw e;
        }
    }

    /** After a failure or an interrupt, what is under way is interrupted and its result dropped. */
    private void end(ExecutorService pool) {
        stopped = true;
        pool.shutdownNow();
        try {
            pool.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static CancellationException interrupted() {
        Thread.currentThread().interrupt();
        return new CancellationException("interrupted; run it again with its id or file to go on from what was kept");
    }

    /** The work throws nothing checked, so that its cause is either of the two. */
    private static RuntimeException unchecked(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return (RuntimeException) cause;
    }
}
