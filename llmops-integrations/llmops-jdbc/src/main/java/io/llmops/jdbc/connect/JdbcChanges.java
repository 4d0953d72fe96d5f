package io.llmops.jdbc.connect;

import io.llmops.api.connect.ChangeBatch;
import io.llmops.api.connect.ChangeConnector;
import io.llmops.api.connect.DocumentChange;
import io.llmops.api.exception.DocumentException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Follows a table in the order of a column of changes and its key. Nothing is held between two batches. */
final class JdbcChanges implements ChangeConnector {

    /** Rows of a batch that were not handed over before, at most. */
    static final int BATCH = 500;
    /** A batch ends earlier when its texts are larger than that, in bytes. */
    private static final int BATCH_BYTES = 8 << 20;

    private static final Duration POLL = Duration.ofSeconds(1);

    private final Rows rows;
    private final @Nullable String change;
    private final List<String> order;
    private final int overlap;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    private volatile boolean closed;

    /**
     * @param change column that grows with each change; null if rows are only added, with growing keys
     * @param overlap rows that are looked at again
     */
    JdbcChanges(Rows rows, @Nullable String change, int overlap) {
        this.rows = rows;
        this.change = change;
        this.overlap = overlap;
        this.order = new ArrayList<>(rows.settings().keys());
        if (change != null) {
            order.remove(change);
            order.add(0, change);
        }
    }

    @Override
    public String description() {
        return "changes of " + rows.description() + " by " + order.get(0);
    }

    @Override
    public ChangeBatch next(@Nullable String position, Duration wait) {
        ChangePosition before = ChangePosition.read(position, order);
        long start = System.nanoTime();
        while (true) {
            if (closed) {
                throw new IllegalStateException(description() + " is closed");
            }
            ChangeBatch batch = rows.origin().read(description(), connection -> look(connection, before));
            long left = wait.toNanos() - (System.nanoTime() - start);
            if (!batch.changes().isEmpty() || left <= 0 || !pause(Math.min(left, POLL.toNanos()))) {
                return batch;
            }
        }
    }

    private ChangeBatch look(Connection connection, ChangePosition before) throws SQLException {
        Relation relation = rows.relation(connection);
        List<String> columns = order.stream().map(relation::column).toList();
        RowLayout layout = rows.layout(relation, columns);
        checkNoNulls(connection, relation);
        Keyset keyset = new Keyset(relation, columns);
        // One more than a batch and what is looked at again can be, to see whether there is more.
        int limit = BATCH + before.seen().size() + 1;
        String sql = relation.select(layout.columns())
                + (before.from().isEmpty() ? "" : keyset.condition())
                + keyset.order()
                + relation.limit(limit);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Keyset.bind(statement, before.from().stream().map(OrderValue::read).toList());
            statement.setFetchSize(Rows.FETCH);
            try (ResultSet result = statement.executeQuery()) {
                return batch(result, layout, new ChangeWindow(before, columns, overlap));
            }
        }
    }

    private static ChangeBatch batch(ResultSet result, RowLayout layout, ChangeWindow window) throws SQLException {
        List<DocumentChange> changes = new ArrayList<>();
        int bytes = 0;
        boolean more = result.next();
        while (more && changes.size() < BATCH && bytes < BATCH_BYTES) {
            RowLayout.Row row = layout.row(result);
            RowDocument document = row.document();
            if (!window.isKnown(row, document)) {
                bytes += document.bytes();
                changes.add(
                        row.isDeleted()
                                ? new DocumentChange.Remove(document.id())
                                : new DocumentChange.Upsert(document));
            }
            more = result.next();
        }
        return new ChangeBatch(changes, window.after(!more).write(), !more);
    }

    /** A row whose column of changes is NULL stands nowhere in the order: it would be left out without a word. */
    private void checkNoNulls(Connection connection, Relation relation) throws SQLException {
        String column = change == null ? null : relation.column(change);
        if (column == null || !Boolean.TRUE.equals(relation.columns().get(column))) {
            return;
        }
        String sql = relation.select(List.of(column)) + " WHERE " + relation.quoted(column) + " IS NULL";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setMaxRows(1);
            try (ResultSet result = statement.executeQuery()) {
                if (result.next()) {
                    throw new DocumentException("column '" + column + "' is NULL in a row of " + rows.description()
                            + ", which can therefore not be followed: set it when a row is inserted, or give a query with"
                            + " COALESCE");
                }
            }
        }
    }

    /** False if it was closed or interrupted meanwhile. */
    private boolean pause(long nanos) {
        lock.lock();
        try {
            long left = nanos;
            while (!closed && left > 0) {
                left = closing.awaitNanos(left);
            }
            return !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Ends a wait. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            closing.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
