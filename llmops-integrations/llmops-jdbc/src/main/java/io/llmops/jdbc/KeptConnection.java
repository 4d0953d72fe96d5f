package io.llmops.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A connection for reads that come again and again, each in a transaction of its own, so that all it sees is of one moment;
 * one that has failed is replaced by the next read. Thread-safe.
 */
final class KeptConnection implements AutoCloseable {

    private static final long CLOSE_SECONDS = 10;

    private final Database database;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Connection connection;

    KeptConnection(Database database) {
        this.database = database;
    }

    /**
     * Reads.
     *
     * @throws io.llmops.api.exception.StoreException if it fails, or the store is closed
     */
    <T> T read(Database.Work<T> work) {
        lock.lock();
        try {
            Connection open = connection;
            if (open == null) {
                open = database.connect();
                connection = open;
                open.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                open.setAutoCommit(false);
            }
            T result = work.on(open);
            open.commit();
            return result;
        } catch (SQLException e) {
            drop();
            throw database.failure(e);
        } finally {
            lock.unlock();
        }
    }

    private void drop() {
        Connection old = connection;
        connection = null;
        Database.closeQuietly(old);
    }

    /** Waits for a read that is going on, at most ten seconds. */
    @Override
    public void close() {
        boolean locked = false;
        try {
            locked = lock.tryLock(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            drop();
        } finally {
            if (locked) {
                lock.unlock();
            }
        }
    }
}
