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
        Throwable failure = null;
        long wait = FIRST_WAIT_MILLIS;
        long waited = 0;
        for (int attempt = 1; !batch.isEmpty(); attempt++) {
            failure = tried(batch);
            if (failure == null || attempt < TRIES) {
                continue;
            }
            if (batch.size() > 1) {
                List<CallRecord> refused = oneByOne(batch);
                if (!refused.isEmpty()) {
                    batch.clear();
                    batch.addAll(refused);
                    return failure;
                }
                if (batch.isEmpty()) {
                    return null;
                }
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

    private @Nullable Throwable tried(List<CallRecord> batch) {
        try {
            store.append(List.copyOf(batch));
            batch.clear();
            return null;
        } catch (RuntimeException | Error e) { // memory may be short for a moment
            return e;
        }
    }

    /** Takes out what is kept; the rest is refused if anything was kept, else the store is away and none is. */
    private List<CallRecord> oneByOne(List<CallRecord> batch) {
        List<CallRecord> refused = new ArrayList<>();
        boolean any = false;
        for (CallRecord record : List.copyOf(batch)) {
            if (!any && refused.size() == SINGLE_FAILURES) {
                return List.of();
            }
            if (tried(new ArrayList<>(List.of(record))) == null) {
                any = true;
                batch.remove(record);
            } else {
                refused.add(record);
            }
        }
        if (!any) {
            return List.of();
        }
        // Once more, since the store may have come back in the middle.
        refused.removeIf(record -> tried(new ArrayList<>(List.of(record))) == null && batch.remove(record));
        return refused;
    }
}
