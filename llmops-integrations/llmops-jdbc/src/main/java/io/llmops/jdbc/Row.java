package io.llmops.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Reads the columns of a row one after the other: looking each up by its name costs more than reading it. */
final class Row {

    private final ResultSet columns;
    private int next = 1;

    Row(ResultSet columns) {
        this.columns = columns;
    }

    String text() throws SQLException {
        return columns.getString(next++);
    }

    @Nullable String nullable() throws SQLException {
        return columns.getString(next++);
    }

    long number() throws SQLException {
        return columns.getLong(next++);
    }

    /** Whether the last column was NULL. */
    boolean wasNull() throws SQLException {
        return columns.wasNull();
    }
}
