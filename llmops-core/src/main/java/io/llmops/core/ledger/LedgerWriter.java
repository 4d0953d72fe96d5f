package io.llmops.core.ledger;

import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.LedgerStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries records to a store in batches, on a thread of its own, through a bounded queue. A call is never failed by it:
 * on a full queue it waits at most {@link #MAX_WAIT}, then drops the record and counts it; a batch that the store refuses
 * is dropped and counted too. Thread-safe.
 */
public final class LedgerWriter implements AutoCloseable {

    /** Longest wait of a call for a place in the queue: 50 ms. */
    public static final Duration MAX_WAIT = Duration.ofMillis(50);
    /** Places in the queue: {@value}. */
    public static final int CAPACITY = 10_000;
    /** Records of one batch at most: {@value}. */
    public static final int BATCH = 500;

    private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(10);

    private final LedgerStore store;
    private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong dropped = new AtomicLong();
    private final Thread thread;
    private volatile boolean closed;

    /** A record, or a request to be told when all before it is kept. */
    private sealed interface Entry {
        record Keep(CallRecord record) implements Entry {}

        record Tell(CompletableFuture<Void> done, boolean last) implements Entry {}
    }

    /** Starts writing; the store is not closed by {@link #close()}. */
    public LedgerWriter(LedgerStore store) {
        this.store = store;
        this.thread = new Thread(this::work, "llmops-ledger");
        thread.setDaemon(true);
        thread.start();
    }

    /** Hands a record over. */
    public void write(CallRecord record) {
        if (closed || !offer(new Entry.Keep(record), MAX_WAIT)) {
            dropped.incrementAndGet();
        }
    }

    /** Returns when every record handed over before is kept or counted as dropped; false if that took too long. */
    public boolean flush(Duration bound) {
        if (closed) {
            return true;
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        return offer(new Entry.Tell(done, false), bound) && await(done, bound);
    }

    /** Records that were lost to a full queue or a failing store. */
    public long dropped() {
        return dropped.get();
    }

    /** Keeps what was handed over, then stops the thread; waits at most ten seconds. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (!offer(new Entry.Tell(done, true), CLOSE_BOUND) || !await(done, CLOSE_BOUND)) {
            LOG.warn("The ledger did not finish within {}; {} records may be lost", CLOSE_BOUND, queue.size());
            thread.interrupt();
        }
    }

    private void work() {
        List<CallRecord> batch = new ArrayList<>(BATCH);
        List<CompletableFuture<Void>> waiting = new ArrayList<>();
        try {
            boolean last = false;
            while (!last) {
                Entry entry = queue.take();
                do {
                    if (entry instanceof Entry.Keep keep) {
                        batch.add(keep.record());
                    } else if (entry instanceof Entry.Tell tell) {
                        waiting.add(tell.done());
                        last |= tell.last();
                    }
                } while (batch.size() < BATCH && (entry = queue.poll()) != null);
                keep(batch);
                batch.clear();
                waiting.forEach(w -> w.complete(null));
                waiting.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep(List<CallRecord> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            store.append(List.copyOf(batch));
        } catch (RuntimeException e) {
            dropped.addAndGet(batch.size());
            LOG.warn("The ledger lost {} records, since its store failed: {}", batch.size(), e.toString());
        }
    }

    private boolean offer(Entry entry, Duration bound) {
        try {
            return queue.offer(entry) || queue.offer(entry, bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean await(CompletableFuture<Void> done, Duration bound) {
        try {
            done.get(bound.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
