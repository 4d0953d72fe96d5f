package io.llmops.core.ledger;

import io.llmops.api.exception.StoreException;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.LedgerStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives batches to a store and does not give up at once: a failed batch is tried again, since a store ignores what it has
 * already, a connection may have broken and a database may be starting anew. A record that fails while others of its batch
 * are kept is left out alone. Used by one thread.
 */
final class LedgerAppender {

    /** How long a store may be away before what waits for it is given up: 5 minutes. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int TRIES = 2;
    private static final int SINGLE_FAILURES = 3;
    private static final long FIRST_WAIT_MILLIS = 10;
    private static final long LONGEST_WAIT_MILLIS = 1_000;

    private final LedgerStore store;
    private final Pause pause;

    /** Waits for a store to come back. */
    interface Pause {
        /** Whether it is worth while to wait on; false after this much time, or where there is no time to wait. */
        boolean waited(long millis) throws InterruptedException;
    }

    LedgerAppender(LedgerStore store, Pause pause) {
        this.store = store;
        this.pause = pause;
    }

    /**
     * Keeps what can be kept and takes it out of the batch; what is left is lost.
     *
     * @return why something is left; null if nothing is
     */
    @Nullable Throwable append(List<CallRecord> batch) throws InterruptedException {
        long wait = FIRST_WAIT_MILLIS;
        long waited = 0;
        for (int attempt = 1; !batch.isEmpty(); attempt++) {
            Throwable failure = tried(batch);
            if (failure == null) {
                batch.clear();
                return null;
            }
            if (attempt < TRIES) {
                continue;
            }
            List<CallRecord> refused = batch.size() > 1 ? oneByOne(batch) : null;
            if (refused != null) {
                batch.clear();
                batch.addAll(refused);
                return refused.isEmpty() ? null : failure;
            }
            boolean away = failure instanceof StoreException && waited < PATIENCE.toMillis();
            if (!away || !pause.waited(wait)) {
                return failure;
            }
            waited += wait;
            wait = Math.min(2 * wait, LONGEST_WAIT_MILLIS);
        }
        return null;
    }

    private @Nullable Throwable tried(List<CallRecord> records) {
        try {
            store.append(List.copyOf(records));
            return null;
        } catch (RuntimeException | Error e) { // memory may be short for a moment
            return e;
        }
    }

    /** Those that are refused while others are kept; null if none is kept, so that the store seems to be away. */
    private @Nullable List<CallRecord> oneByOne(List<CallRecord> batch) {
        List<CallRecord> refused = new ArrayList<>();
        int tried = 0;
        for (CallRecord record : batch) {
            if (tried == SINGLE_FAILURES && refused.size() == tried) {
                return null;
            }
            tried++;
            if (tried(List.of(record)) != null) {
                refused.add(record);
            }
        }
        if (refused.size() == tried) {
            return null;
        }
        // Once more, since the store may have come back in the middle.
        refused.removeIf(record -> tried(List.of(record)) == null);
        return refused;
    }
}
