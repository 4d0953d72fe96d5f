package io.llmops.rag;

import io.llmops.api.connect.ChangeBatch;
import io.llmops.api.connect.ChangeConnector;
import io.llmops.api.connect.DocumentChange;
import io.llmops.api.connect.SourceDocument;
import io.llmops.api.exception.DocumentException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A log of changes in memory, handed over a few at a time; a position is the number of changes before it. */
final class FakeChanges implements ChangeConnector {

    final List<@Nullable String> asked = new ArrayList<>();
    final List<String> durable = new ArrayList<>();
    int batch = 2;
    /** So many next calls fail. */
    int failures;

    private final String description;
    private final List<DocumentChange> log = new ArrayList<>();
    private boolean closed;

    FakeChanges(String description) {
        this.description = description;
    }

    synchronized FakeChanges put(String id, String text) {
        return put(id, text, Map.of());
    }

    synchronized FakeChanges put(String id, String text, Map<String, String> metadata) {
        log.add(new DocumentChange.Upsert(new Row(id, text, metadata)));
        notifyAll();
        return this;
    }

    synchronized FakeChanges remove(String id) {
        log.add(new DocumentChange.Remove(id));
        notifyAll();
        return this;
    }

    synchronized void fail(int times) {
        failures = times;
        notifyAll();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public synchronized ChangeBatch next(@Nullable String position, Duration wait) {
        asked.add(position);
        int from = position == null ? 0 : Integer.parseInt(position);
        long end = System.nanoTime() + wait.toNanos();
        while (!closed && failures == 0 && from == log.size() && System.nanoTime() < end) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, end - System.nanoTime()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        if (failures > 0) {
            failures--;
            throw new DocumentException("the topic cannot be read");
        }
        int to = Math.min(log.size(), from + batch);
        return new ChangeBatch(log.subList(from, to), Integer.toString(to), to == log.size());
    }

    @Override
    public synchronized void durable(String position) {
        durable.add(position);
        notifyAll();
    }

    /** Waits until that position is durable; a minute at most. */
    synchronized void awaitDurable(String position) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!durable.contains(position)) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("position " + position + " is not durable, but " + durable);
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    private record Row(String id, String text, Map<String, String> metadata) implements SourceDocument {

        @Override
        public String version() {
            return "v" + text.hashCode();
        }

        @Override
        public String fileName() {
            return id + ".txt";
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
