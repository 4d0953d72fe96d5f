package io.llmops.test;

import io.llmops.api.exception.StoreException;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.Feedback;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.ledger.LedgerStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A right ledger in memory; the map outlives the handle, so that it can be opened again. */
class MemoryLedger implements LedgerStore {

    final Map<String, CallRecord> kept;
    private final Map<String, Feedback> feedback;
    private volatile boolean closed;

    MemoryLedger(Map<String, CallRecord> kept, Map<String, Feedback> feedback) {
        this.kept = kept;
        this.feedback = feedback;
    }

    MemoryLedger() {
        this(new LinkedHashMap<>(), new LinkedHashMap<>());
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
    public long delete(LedgerQuery query) {
        checkOpen();
        synchronized (kept) {
            long before = kept.size();
            kept.values().removeIf(query::matches);
            feedback.values().removeIf(said -> !kept.containsKey(said.callId()));
            return before - kept.size();
        }
    }

    @Override
    public long deleteContent(LedgerQuery query) {
        checkOpen();
        long deleted = 0;
        synchronized (kept) {
            for (Map.Entry<String, CallRecord> entry : kept.entrySet()) {
                CallRecord record = entry.getValue();
                if (query.matches(record) && record.content().isPresent()) {
                    entry.setValue(record.toBuilder().content(null).build());
                    deleted++;
                }
            }
        }
        return deleted;
    }

    @Override
    public void addFeedback(List<Feedback> said) {
        checkOpen();
        synchronized (kept) {
            said.forEach(f -> feedback.putIfAbsent(f.id(), f));
        }
    }

    @Override
    public void scanFeedback(Instant from, Consumer<Feedback> visitor) {
        checkOpen();
        synchronized (kept) {
            feedback.values().stream()
                    .filter(said -> !said.at().isBefore(from))
                    .sorted(Comparator.comparing(Feedback::at))
                    .forEach(visitor);
        }
    }

    @Override
    public Optional<byte[]> fingerprintKey() {
        return Optional.of("one key for all of them".getBytes(StandardCharsets.UTF_8));
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
