package io.llmops.jdbc;

import io.llmops.api.exception.StoreException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Brings the tables of {@link Part parts} up to date: in one transaction, and one process at a time, so that of two that
 * open the same database one does it and the other finds it done. The table {@code llmops_schema} has one row for each
 * step that was taken.
 */
final class Schema {

    private static final String TABLE = "llmops_schema";

    private Schema() {}

    static void update(Connection connection, Dialect dialect, String place, List<Part> parts) throws SQLException {
        if (isCurrent(connection, parts)) {
            return;
        }
        connection.setAutoCommit(false);
        try {
            dialect.lockSchema(connection);
            makeTable(connection);
            for (Part part : parts) {
                update(connection, dialect, place, part);
            }
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static void update(Connection connection, Dialect dialect, String place, Part part) throws SQLException {
        int version = version(connection, part);
        if (version > part.version()) {
            throw new StoreException("the store " + place + " was written by a newer llmops (version " + version
                    + " of its tables '" + part.name() + "', this one knows up to " + part.version()
                    + "): use that version, or another store");
        }
        for (int next = version + 1; next <= part.version(); next++) {
            part.steps().get(next - 1).apply(connection, dialect);
            try (PreparedStatement s =
                    connection.prepareStatement("INSERT INTO llmops_schema (version, part) VALUES (?, ?)")) {
                s.setInt(1, next);
                s.setString(2, part.name());
                s.executeUpdate();
            }
        }
    }

    /** Without a lock, since most who open a database find it as it should be. */
    private static boolean isCurrent(Connection connection, List<Part> parts) throws SQLException {
        if (!exists(connection, "part")) {
            return false;
        }
        for (Part part : parts) {
            if (version(connection, part) != part.version()) {
                return false;
            }
        }
        return true;
    }

    /** Version 1 had one part only, and no column for it. */
    private static void makeTable(Connection connection) throws SQLException {
        String part = "part TEXT NOT NULL DEFAULT '" + Tables.STORES.name() + "'";
        try (Statement s = connection.createStatement()) {
            if (!exists(connection, "version")) {
                s.execute("CREATE TABLE " + TABLE + " (version INTEGER NOT NULL, " + part + ")");
            } else if (!exists(connection, "part")) {
                s.execute("ALTER TABLE " + TABLE + " ADD COLUMN " + part);
            }
        }
    }

    private static boolean exists(Connection connection, String column) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        try (ResultSet columns = data.getColumns(connection.getCatalog(), connection.getSchema(), TABLE, column)) {
            return columns.next();
        }
    }

    private static int version(Connection connection, Part part) throws SQLException {
        try (PreparedStatement s =
                connection.prepareStatement("SELECT MAX(version) FROM llmops_schema WHERE part = ?")) {
            s.setString(1, part.name());
            try (ResultSet r = s.executeQuery()) {
                return r.next() ? r.getInt(1) : 0;
            }
        }
    }
}
