package io.llmops.core.ledger;

import io.llmops.api.ledger.LedgerStore;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies a {@link Retention} when it starts and once an hour from then on, on a thread of its own. Thread-safe. */
public final class Retainer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Retainer.class);
    private static final Duration EVERY = Duration.ofHours(1);
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(5);

    private final ScheduledExecutorService thread;
    private final Future<?> runs;

    /** Starts; {@link #close()} ends it and leaves the store open. */
    public Retainer(LedgerStore store, Retention retention, Clock clock) {
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread t = new Thread(task, "llmops-ledger-retention");
            t.setDaemon(true);
            return t;
        });
        this.runs = thread.scheduleWithFixedDelay(
                () -> apply(store, retention, clock), 0, EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    private static void apply(LedgerStore store, Retention retention, Clock clock) {
        try {
            retention.apply(store, clock.instant());
        } catch (RuntimeException e) {
            LOG.warn("Old records of the ledger could not be deleted: {}", e.toString());
        }
    }

    /** Waits for a deletion that is going on, at most five seconds. */
    @Override
    public void close() {
        runs.cancel(false);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_BOUND.toSeconds(), TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
