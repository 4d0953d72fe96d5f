package io.llmops.jdbc;

import io.llmops.api.exception.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.sqlite.SQLiteException;

/** Where the databases differ; all other SQL is the same for both. */
enum Dialect {
    SQLITE("jdbc:sqlite:", "INTEGER PRIMARY KEY AUTOINCREMENT", "INTEGER PRIMARY KEY") {
        @Override
        void prepare(String url) {
            Path file = file(url);
            Path parent = file.toAbsolutePath().getParent();
            if (Files.isDirectory(file)) {
                throw new StoreException(file + " is a directory, but the store is a file: name a file in it");
            }
            if (Files.exists(file) && !Files.isWritable(file)) {
                throw new StoreException(
                        file + " is read-only: allow this process to write the file and its directory");
            }
            try {
                if (parent != null) {
                    Files.createDirectories(parent);
                }
            } catch (IOException e) {
                throw new StoreException(
                        "the directory of " + file + " cannot be made: check that " + parent
                                + " is a directory that you may write to",
                        e);
            }
        }

        private Path file(String url) {
            String place = place(url);
            // SQLite keeps both in memory, each connection for itself.
            if (place.isBlank() || place.startsWith(":")) {
                throw new StoreException("the store '" + url + "' is kept in no file: use jdbc:sqlite:FILE");
            }
            return Path.of(place.startsWith("file:") ? place.substring("file:".length()) : place);
        }

        /**
         * WAL lets readers go on while one writes. NORMAL survives the end of a process, and after a power loss the file
         * still opens but may lack the last commits; FULL keeps them too. A setting in the URL wins.
         */
        @Override
        void configure(Connection connection, String url) throws SQLException {
            try (Statement s = connection.createStatement()) {
                // 16 MB of the log before it is merged into the file, in place of 4: a fourth of the merges.
                s.execute("PRAGMA wal_autocheckpoint = 4000");
                s.execute("PRAGMA busy_timeout = " + BUSY_MILLIS);
                s.execute("PRAGMA journal_mode = WAL");
                if (!url.contains("synchronous=")) {
                    s.execute("PRAGMA synchronous = NORMAL");
                }
                s.execute("PRAGMA foreign_keys = ON");
            }
        }

        /** A transaction that begins takes the write lock: see {@link #writerSettings()}. */
        @Override
        void lockSchema(Connection connection) throws SQLException {
            try (Statement s = connection.createStatement()) {
                s.execute("SELECT 1");
            }
        }

        @Override
        Properties writerSettings() {
            // The write lock is taken when a transaction begins: one that reads first and then writes would fail at
            // once, without waiting, whenever another connection has written in between.
            Properties settings = new Properties();
            settings.setProperty("transaction_mode", "IMMEDIATE");
            return settings;
        }

        @Override
        String advice(SQLException e) {
            int code = e instanceof SQLiteException s ? s.getResultCode().code & 0xFF : e.getErrorCode() & 0xFF;
            return switch (code) {
                case 5, 6 -> "another process holds it: close that, or wait";
                case 8 -> "it is read-only: allow writing, or name another file";
                case 10 -> "reading or writing failed: check the disk";
                case 11 -> "it is damaged: restore it from a copy, or move it away and start a new one";
                case 13 -> "the disk is full: make room";
                case 14 -> "it cannot be opened: check the path and that you may write there";
                case 26 -> "it is no SQLite database: name another file";
                default -> "the database says: " + e.getMessage();
            };
        }
    },
    POSTGRESQL("jdbc:postgresql:", "BIGSERIAL PRIMARY KEY", "BIGINT PRIMARY KEY") {
        @Override
        void lockSchema(Connection connection) throws SQLException {
            try (Statement s = connection.createStatement()) {
                s.execute("SELECT pg_advisory_xact_lock(" + SCHEMA_LOCK + ")");
            }
        }

        @Override
        void prepare(String url) {}

        @Override
        void configure(Connection connection, String url) {}

        @Override
        String advice(SQLException e) {
            String state = String.valueOf(e.getSQLState());
            if (state.startsWith("08")) {
                return "it cannot be reached: check the address, and that org.postgresql:postgresql is on the class path";
            }
            return state.startsWith("28")
                    ? "it refuses user or password: check them"
                    : "the database answers with SQLSTATE " + state;
        }
    };

    private static final int BUSY_MILLIS = 10_000;
    /** Any number that only we use: "llmops" in ASCII. */
    private static final long SCHEMA_LOCK = 0x6C_6C_6D_6F_70_73L;

    private final String prefix;
    private final String sequence;
    private final String key;

    Dialect(String prefix, String sequence, String key) {
        this.prefix = prefix;
        this.sequence = sequence;
        this.key = key;
    }

    /** Whether one of these opens the URL. */
    static boolean anyAccepts(String url) {
        return url.startsWith(SQLITE.prefix) || url.startsWith(POSTGRESQL.prefix);
    }

    /**
     * The dialect of a URL.
     *
     * @throws StoreException if it is of no database known here
     */
    static Dialect of(String url) {
        for (Dialect dialect : values()) {
            if (url.startsWith(dialect.prefix)) {
                return dialect;
            }
        }
        throw new StoreException("a store's URL begins with jdbc:sqlite: or jdbc:postgresql:");
    }

    /** What a URL names, for messages: without prefix, and without settings, which may hold a password. */
    String place(String url) {
        String place = url.substring(prefix.length());
        int settings = place.indexOf('?');
        return settings < 0 ? place : place.substring(0, settings);
    }

    /** Type of a column that numbers rows in the order in which they came. */
    String sequence() {
        return sequence;
    }

    /** Type of a numeric primary key that refers to a {@link #sequence()}. */
    String key() {
        return key;
    }

    /** Begins a transaction in which no other process changes the tables. */
    abstract void lockSchema(Connection connection) throws SQLException;

    /** Makes what must be there before a connection is opened. */
    abstract void prepare(String url);

    /** Settings of the connection that writes. */
    Properties writerSettings() {
        return new Properties();
    }

    /** Sets up a new connection. */
    abstract void configure(Connection connection, String url) throws SQLException;

    /** What is wrong and what to do. */
    abstract String advice(SQLException e);
}
