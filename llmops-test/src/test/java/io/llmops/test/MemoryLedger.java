package io.llmops.test;

import io.llmops.api.exception.StoreException;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.ledger.LedgerStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A right ledger in memory; the map outlives the handle, so that it can be opened again. */
class MemoryLedger implements LedgerStore {

    final Map<String, CallRecord> kept;
    private volatile boolean closed;

    MemoryLedger(Map<String, CallRecord> kept) {
        this.kept = kept;
    }

    MemoryLedger() {
        this(new LinkedHashMap<>());
    }

    @Override
    public void append(List<CallRecord> records) {
        checkOpen();
        List<CallRecord> copy = List.copyOf(records);
        synchronized (kept) {
            copy.forEach(r -> kept.putIfAbsent(r.id(), r));
        }
    }

    @Override
    public void scan(LedgerQuery query, Consumer<CallRecord> visitor) {
        checkOpen();
        List<CallRecord> snapshot;
        synchronized (kept) {
            snapshot = new ArrayList<>(kept.values());
        }
        snapshot.stream()
                .filter(query::matches)
                .sorted(Comparator.comparing(CallRecord::startedAt))
                .forEach(visitor);
    }

    @Override
    public void close() {
        closed = true;
    }

    final void checkOpen() {
        if (closed) {
            throw new StoreException("the ledger is closed");
        }
    }
}
