package io.llmops.core.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.LedgerStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries records to a store in batches, on a thread of its own, through a bounded queue. A call is never failed by it. On
 * a full queue a record is dropped and counted, after a wait of at most {@link #MAX_WAIT} in {@link LedgerMode#DURABLE} and
 * at once in {@link LedgerMode#LOSSY}. A batch that the store refuses is tried again; a durable ledger goes on so for five
 * minutes while the queue has room, and what then is not kept is dropped and counted too. The store is told what was lost
 * once it takes records again, so that reports of other processes know. Thread-safe.
 */
public final class LedgerWriter implements AutoCloseable {

    /** Longest wait of a call for a place in the queue: 50 ms. */
    public static final Duration MAX_WAIT = Duration.ofMillis(50);
    /** Records of one batch at most: {@value}. */
    public static final int BATCH = 500;

    private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);
    /**
     * How long the thread gathers after the first record of a batch: 2 ms. Woken by each record of a busy time, it would
     * take the processor from the calls, and commit batches of one.
     */
    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final LedgerSettings settings;
    private final Contents contents;
    private final BlockingQueue<Entry> queue;
    private final AtomicLong dropped = new AtomicLong();
    private final Losses losses = new Losses();
    private final Thread thread;
    private final LedgerAppender appender;
    private final LedgerStore store;
    private final CountDownLatch closing = new CountDownLatch(1);
    /** What the thread has taken from the queue and not yet kept. */
    private final List<CallRecord> batch = new ArrayList<>(BATCH);

    private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private boolean last;
    private volatile boolean closed;
    private volatile boolean ended;

    /** A record, or a request to be told when all before it is kept. */
    private sealed interface Entry {
        record Keep(CallRecord record) implements Entry {}

        record Tell(CompletableFuture<Void> done, boolean last) implements Entry {}
    }

    /** Starts writing with the defaults; the store is not closed by {@link #close()}. */
    public LedgerWriter(LedgerStore store) {
        this(store, LedgerSettings.defaults());
    }

    /** Starts writing; the store is not closed by {@link #close()}. */
    public LedgerWriter(LedgerStore store, LedgerSettings settings) {
        this.store = requireNonNull(store, "store");
        this.settings = settings;
        this.contents = new Contents(key(store, settings));
        this.appender = new LedgerAppender(store, this::pause);
        this.queue = new ArrayBlockingQueue<>(settings.capacity());
        this.thread = new Thread(this::work, "llmops-ledger");
        thread.setDaemon(true);
        thread.start();
    }

    private static byte[] key(LedgerStore store, LedgerSettings settings) {
        return settings.fingerprintKey()
                .map(secret -> secret.reveal().getBytes(UTF_8))
                .or(store::fingerprintKey)
                .orElseGet(() -> {
                    byte[] ofThisProcess = new byte[32];
                    new SecureRandom().nextBytes(ofThisProcess);
                    return ofThisProcess;
                });
    }

    /** What records keep of what was said. */
    public Contents contents() {
        return contents;
    }

    /** Hands a record over; never throws. */
    public void write(CallRecord record) {
        Duration wait = settings.mode() == LedgerMode.LOSSY ? Duration.ZERO : MAX_WAIT;
        if (closed || !offer(new Entry.Keep(record), wait)) {
            drop(List.of(record), null);
        } else if (ended) {
            // The thread ended between the two: nobody takes what was just handed over.
            dropQueued();
        }
    }

    /**
     * Returns when every record handed over before is kept, or counted as dropped; false if that took too long. A record
     * that was not dropped is then acknowledged: it survives the end of the process.
     */
    public boolean flush(Duration bound) {
        if (closed) {
            return true;
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        return tell(done, false, bound) && await(done, bound);
    }

    /** Records that were lost so far, to a full queue, a failing store or the end of the writer. */
    public long dropped() {
        return dropped.get();
    }

    /** Records of calls that began in a span, in whole minutes, that were lost without the store's knowing so far. */
    long untold(Instant from, Instant to) {
        return losses.untold(from, to);
    }

    /** Keeps what was handed over, then stops the thread; waits as long as the settings say. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        CompletableFuture<Void> done = new CompletableFuture<>();
        Duration bound = settings.closeWithin();
        closing.countDown();
        if (!tell(done, true, bound) || !await(done, bound)) {
            dropQueued();
            LOG.warn(
                    "The ledger's store did not finish within {}: {} records are lost, and those that it was given last may be",
                    bound,
                    dropped.get());
            thread.interrupt();
        }
    }

    private void work() {
        while (!last) {
            try {
                takeBatch();
                Throwable failure = appender.append(batch);
                drop(failure);
                if (failure == null) {
                    losses.tell(store, last || !waiting.isEmpty());
                }
            } catch (InterruptedException e) {
                last = true;
                drop(e);
            } catch (Throwable e) { // whatever fails here, such as memory for a moment, must not end the ledger
                drop(e);
            } finally {
                batch.clear();
                if (!last) {
                    tellWaiting();
                }
            }
        }
        ended = true;
        dropQueued();
        tellWaiting();
    }

    /** What a failure has left of the batch is lost. */
    private void drop(@Nullable Throwable failure) {
        if (failure != null) {
            drop(batch, failure);
        }
    }

    /** Worth while as long as calls need not wait for a place in the queue. What came meanwhile joins the batch. */
    private boolean pause(long millis) throws InterruptedException {
        boolean goesOn = settings.mode() == LedgerMode.DURABLE
                && queue.remainingCapacity() > 0
                && !closing.await(millis, TimeUnit.MILLISECONDS);
        fillBatch();
        return goesOn;
    }

    private void tellWaiting() {
        waiting.forEach(w -> w.complete(null));
        waiting.clear();
    }

    private void takeBatch() throws InterruptedException {
        Entry entry = queue.take();
        if (entry instanceof Entry.Keep && queue.size() < BATCH) {
            LockSupport.parkNanos(LINGER_NANOS); // ends at once where a flush or the end has come
        }
        take(entry);
        fillBatch();
    }

    private void fillBatch() {
        Entry entry = batch.size() < BATCH ? queue.poll() : null;
        while (entry != null) {
            take(entry);
            entry = batch.size() < BATCH ? queue.poll() : null;
        }
    }

    private void take(Entry entry) {
        if (entry instanceof Entry.Keep keep) {
            batch.add(keep.record());
        } else if (entry instanceof Entry.Tell tell) {
            waiting.add(tell.done());
            last |= tell.last();
        }
    }

    private void dropQueued() {
        for (Entry entry = queue.poll(); entry != null; entry = queue.poll()) {
            if (entry instanceof Entry.Tell tell) {
                tell.done().complete(null);
            } else if (entry instanceof Entry.Keep keep) {
                drop(List.of(keep.record()), null);
            }
        }
    }

    /** Says so at the 1st, 10th, 100th ... lost record: once would be missed, each time would be a flood. */
    private void drop(List<CallRecord> lost, @Nullable Throwable failure) {
        losses.add(lost);
        long before = dropped.getAndAdd(lost.size());
        long after = before + lost.size();
        if (after > before
                && Long.toString(after).length() > Long.toString(before).length() - (before == 0 ? 1 : 0)) {
            warn(after, failure);
        }
    }

    private void warn(long lost, @Nullable Throwable failure) {
        try {
            String why = failure != null
                    ? failure.toString()
                    : closed ? "they came when it was closed" : "the store does not keep up";
            LOG.warn("The ledger has lost {} records so far: {}", lost, why);
        } catch (RuntimeException | Error e) {
            // A logger that fails must not fail the call, nor end the ledger; the count says what was lost.
        }
    }

    private boolean offer(Entry entry, Duration bound) {
        if (queue.offer(entry)) {
            return true;
        }
        try {
            return !bound.isZero() && queue.offer(entry, bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean tell(CompletableFuture<Void> done, boolean last, Duration bound) {
        boolean offered = offer(new Entry.Tell(done, last), bound);
        LockSupport.unpark(thread);
        return offered;
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
