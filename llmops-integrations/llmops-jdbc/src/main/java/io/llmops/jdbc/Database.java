package io.llmops.jdbc;

import io.llmops.api.exception.StoreException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One writing connection behind a lock, and a connection of its own for each read, so that a long report never holds up
 * the ledger. Thread-safe.
 */
final class Database implements AutoCloseable {

    private static final long CLOSE_SECONDS = 10;

    private final String url;
    private final Dialect dialect;
    private final ReentrantLock lock = new ReentrantLock();
    private Connection writer;
    private volatile boolean closed;

    /** Work on a connection. */
    interface Work<T extends @Nullable Object> {
        T on(Connection connection) throws SQLException;
    }

    private Database(String url, Dialect dialect, Connection writer) {
        this.url = url;
        this.dialect = dialect;
        this.writer = writer;
    }

    /**
     * Opens the database and brings its tables up to date.
     *
     * @param more parts beside {@link Tables#STORES}
     * @throws StoreException if it cannot be opened, or was written by a newer version
     */
    static Database open(String url, Part... more) {
        Dialect dialect = Dialect.of(url);
        dialect.prepare(url);
        Connection connection = null;
        try {
            connection = connect(url, dialect, dialect.writerSettings());
            List<Part> parts = new ArrayList<>(List.of(Tables.STORES));
            parts.addAll(List.of(more));
            Schema.update(connection, dialect, dialect.place(url), parts);
            return new Database(url, dialect, connection);
        } catch (SQLException e) {
            closeQuietly(connection);
            throw failure(dialect, url, e);
        } catch (RuntimeException e) {
            closeQuietly(connection);
            throw e;
        }
    }

    /**
     * Writes in one transaction: all of it or nothing.
     *
     * @throws StoreException if it fails, or the store is closed
     */
    <T extends @Nullable Object> T write(Work<T> work) {
        lock.lock();
        try {
            checkOpen();
            reconnect();
            writer.setAutoCommit(false);
            try {
                T result = work.on(writer);
                writer.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                rollback(e);
                throw e;
            } finally {
                if (!writer.isClosed()) {
                    writer.setAutoCommit(true);
                }
            }
        } catch (SQLException e) {
            throw failure(dialect, url, e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Reads on a connection of its own.
     *
     * @throws StoreException if it fails, or the store is closed
     */
    <T extends @Nullable Object> T read(Work<T> work) {
        try (Connection connection = connect()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Waits for a write that is going on, at most ten seconds. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        boolean locked = false;
        try {
            locked = lock.tryLock(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            writer.close();
        } catch (SQLException e) {
            throw failure(dialect, url, e);
        } finally {
            if (locked) {
                lock.unlock();
            }
        }
    }

    /**
     * One more connection, which the caller closes.
     *
     * @throws StoreException if the store is closed
     */
    Connection connect() throws SQLException {
        checkOpen();
        return connect(url, dialect, new Properties());
    }

    /** What a failure on one of its connections means. */
    StoreException failure(SQLException e) {
        return failure(dialect, url, e);
    }

    /** The driver closes a connection that broke, as when the server was started anew; the next write opens another. */
    private void reconnect() throws SQLException {
        if (writer.isClosed()) {
            writer = connect(url, dialect, dialect.writerSettings());
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new StoreException("the store " + dialect.place(url) + " is closed");
        }
    }

    private void rollback(Exception cause) {
        try {
            writer.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static Connection connect(String url, Dialect dialect, Properties settings) throws SQLException {
        Connection connection = DriverManager.getConnection(url, settings);
        try {
            dialect.configure(connection, url);
            return connection;
        } catch (SQLException e) {
            closeQuietly(connection);
            throw e;
        }
    }

    private static StoreException failure(Dialect dialect, String url, SQLException e) {
        String message = "the store " + dialect.place(url) + " failed: " + dialect.advice(e);
        // A driver may repeat the URL, and so a password in it.
        boolean showsUrl = String.valueOf(e.getMessage()).contains(url);
        return showsUrl ? new StoreException(message) : new StoreException(message, e);
    }

    static void closeQuietly(@Nullable Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException ignored) {
                // the failure that led here is thrown
            }
        }
    }
}
