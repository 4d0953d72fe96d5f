package io.llmops.core.ledger;

import io.llmops.api.exception.StoreException;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.Feedback;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.ledger.LedgerStore;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A ledger that forgets with the process, for tests and for applications without a store. It keeps a bounded number of
 * records; beyond that the oldest are dropped. Thread-safe. A scan sees the records as they were when it began.
 */
public final class InMemoryLedgerStore implements LedgerStore {

    /** Records kept by default: {@value}. */
    public static final int DEFAULT_CAPACITY = 100_000;

    private static final int KEY_BYTES = 32;

    private final int capacity;
    private final byte[] fingerprintKey = new byte[KEY_BYTES];
    private final TreeMap<Key, CallRecord> records = new TreeMap<>();
    private final Set<String> ids = new HashSet<>();
    private final KeptFeedback feedback;
    private long appended;
    private Instant lastForgotten = Instant.MIN;
    private long forgotten;
    private boolean closed;

    private record Key(Instant startedAt, long sequence) implements Comparable<Key> {

        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::startedAt).thenComparing(Key::sequence);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /** An empty store for {@value #DEFAULT_CAPACITY} records. */
    public InMemoryLedgerStore() {
        this(DEFAULT_CAPACITY);
    }

    /**
     * An empty store for that many records.
     *
     * @throws IllegalArgumentException if {@code capacity} is less than 1
     */
    public InMemoryLedgerStore(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, but is " + capacity);
        }
        this.capacity = capacity;
        this.feedback = new KeptFeedback(capacity);
        new SecureRandom().nextBytes(fingerprintKey);
    }

    @Override
    public void append(List<CallRecord> batch) {
        List<CallRecord> copy = List.copyOf(batch);
        synchronized (records) {
            checkOpen();
            for (CallRecord record : copy) {
                if (ids.add(record.id())) {
                    records.put(new Key(record.startedAt(), appended++), record);
                }
            }
            while (records.size() > capacity) {
                CallRecord oldest = records.pollFirstEntry().getValue();
                ids.remove(oldest.id());
                lastForgotten = oldest.startedAt().isAfter(lastForgotten) ? oldest.startedAt() : lastForgotten;
                forgotten++;
            }
        }
    }

    @Override
    public void scan(LedgerQuery query, Consumer<CallRecord> visitor) {
        List<CallRecord> wanted = new ArrayList<>();
        synchronized (records) {
            checkOpen();
            for (CallRecord record : within(query).values()) {
                if (query.matches(record)) {
                    wanted.add(record);
                }
            }
        }
        wanted.forEach(visitor);
    }

    @Override
    public long delete(LedgerQuery query) {
        synchronized (records) {
            checkOpen();
            Set<String> deleted = new HashSet<>();
            within(query).values().removeIf(r -> query.matches(r) && deleted.add(r.id()));
            ids.removeAll(deleted);
            feedback.removeOf(deleted);
            return deleted.size();
        }
    }

    @Override
    public long deleteContent(LedgerQuery query) {
        synchronized (records) {
            checkOpen();
            long deleted = 0;
            for (Map.Entry<Key, CallRecord> kept : within(query).entrySet()) {
                CallRecord record = kept.getValue();
                if (query.matches(record) && record.content().isPresent()) {
                    kept.setValue(record.toBuilder().content(null).build());
                    deleted++;
                }
            }
            return deleted;
        }
    }

    @Override
    public long forgotten(Instant from) {
        synchronized (records) {
            return lastForgotten.isBefore(from) ? 0 : forgotten;
        }
    }

    @Override
    public Optional<byte[]> fingerprintKey() {
        return Optional.of(fingerprintKey.clone());
    }

    @Override
    public void addFeedback(List<Feedback> said) {
        List<Feedback> copy = List.copyOf(said);
        synchronized (records) {
            checkOpen();
            feedback.add(copy);
        }
    }

    @Override
    public void scanFeedback(Instant from, Consumer<Feedback> visitor) {
        List<Feedback> wanted;
        synchronized (records) {
            checkOpen();
            wanted = feedback.since(from);
        }
        wanted.forEach(visitor);
    }

    @Override
    public void close() {
        synchronized (records) {
            closed = true;
            feedback.clear();
            records.clear();
            ids.clear();
        }
    }

    private NavigableMap<Key, CallRecord> within(LedgerQuery query) {
        Key from = new Key(query.from().orElse(Instant.MIN), 0);
        Key to = new Key(query.to().orElse(Instant.MAX), Long.MAX_VALUE);
        return records.subMap(from, true, to, true);
    }

    private void checkOpen() {
        if (closed) {
            throw new StoreException("the ledger store is closed");
        }
    }
}
