package io.llmops.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Sets the parameters of a statement one after the other. */
final class Columns {

    private final PreparedStatement statement;
    private int next = 1;

    Columns(PreparedStatement statement) {
        this.statement = statement;
    }

    Columns text(@Nullable String value) throws SQLException {
        statement.setString(next++, value);
        return this;
    }

    Columns number(long value) throws SQLException {
        statement.setLong(next++, value);
        return this;
    }

    /** Two columns, so that nanoseconds survive and order. */
    Columns instant(Instant value) throws SQLException {
        return number(value.getEpochSecond()).number(value.getNano());
    }

    Columns nanos(@Nullable Duration value) throws SQLException {
        if (value == null) {
            statement.setNull(next++, Types.BIGINT);
        } else {
            statement.setLong(next++, value.toNanos());
        }
        return this;
    }

    static Instant instant(ResultSet row, String seconds, String nanos) throws SQLException {
        return Instant.ofEpochSecond(row.getLong(seconds), row.getLong(nanos));
    }
}
