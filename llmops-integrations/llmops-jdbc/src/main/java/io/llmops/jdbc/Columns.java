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

    private static final int REPLACEMENT = 0xFFFD;

    private final PreparedStatement statement;
    private int next = 1;

    Columns(PreparedStatement statement) {
        this.statement = statement;
    }

    Columns text(@Nullable String value) throws SQLException {
        statement.setString(next++, value == null ? null : storable(value));
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

    /**
     * PostgreSQL refuses the character 0, and half of a surrogate pair is no UTF-8: in their place comes U+FFFD, since one
     * strange name must not cost the whole batch.
     */
    static String storable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        StringBuilder good = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? REPLACEMENT : c)
                .forEach(good::appendCodePoint);
        return good.toString();
    }

    static Instant instant(ResultSet row, String seconds, String nanos) throws SQLException {
        return Instant.ofEpochSecond(row.getLong(seconds), row.getLong(nanos));
    }
}
