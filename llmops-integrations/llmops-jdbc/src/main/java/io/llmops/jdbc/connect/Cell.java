package io.llmops.jdbc.connect;

import io.llmops.api.exception.DocumentException;
import java.math.BigDecimal;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One value of a row, as it is kept and as it is written in a document. */
final class Cell {

    private static final Set<String> FALSE = Set.of("", "0", "0.0", "false", "f", "no", "n");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd['T'HH:mm[:ss]][ HH:mm[:ss]]");
    private static final int SECONDS_END = 19;

    private Cell() {}

    /**
     * The value; times without or with an offset, never a {@link Timestamp}, which takes the time zone of this machine into
     * account. Null for NULL and for binary values, which have no text.
     */
    static @Nullable Object value(ResultSet row, int column) throws SQLException {
        Object value = row.getObject(column);
        if (value instanceof Timestamp) {
            String type = row.getMetaData().getColumnTypeName(column).toLowerCase(Locale.ROOT);
            boolean zoned = type.contains("tz") || type.contains("with time zone") || type.contains("offset");
            Class<?> kept = zoned ? OffsetDateTime.class : LocalDateTime.class;
            return row.getObject(column, kept);
        }
        if (value instanceof Date) {
            return row.getObject(column, LocalDate.class);
        }
        if (value instanceof Clob clob) {
            return clob.getSubString(1, (int) Math.min(Integer.MAX_VALUE, clob.length()));
        }
        return value instanceof byte[] || value instanceof Blob ? null : value;
    }

    /** As it is written in a document; empty for null. */
    static String text(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof OffsetDateTime time) {
            return time.toInstant().toString();
        }
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    /** Whether a value in a column that marks rows as deleted does so: a time does, and NULL, 0 or false do not. */
    static boolean marks(@Nullable Object value) {
        return !FALSE.contains(text(value).strip().toLowerCase(Locale.ROOT));
    }

    /**
     * A time as an ISO 8601 instant.
     *
     * @param zone of times that have none
     * @throws DocumentException if it is no time
     */
    static String instant(Object value, ZoneId zone, String column) {
        if (value instanceof OffsetDateTime time) {
            return time.toInstant().toString();
        }
        String text = text(value).strip();
        try {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME
                    .parse(text.replace(' ', 'T'), OffsetDateTime::from)
                    .toInstant()
                    .toString();
        } catch (DateTimeException e) {
            return local(text, zone, column);
        }
    }

    private static String local(String text, ZoneId zone, String column) {
        try {
            int fraction = text.length() > SECONDS_END && text.charAt(SECONDS_END) == '.' ? SECONDS_END : text.length();
            TemporalAccessor parsed = TIME.parseBest(text.substring(0, fraction), LocalDateTime::from, LocalDate::from);
            LocalDateTime time = parsed instanceof LocalDate day ? day.atStartOfDay() : LocalDateTime.from(parsed);
            if (fraction < text.length()) {
                time = time.plusNanos(new BigDecimal("0" + text.substring(fraction))
                        .movePointRight(9)
                        .longValue());
            }
            return time.atZone(zone).toInstant().toString();
        } catch (DateTimeException | NumberFormatException e) {
            throw new DocumentException(
                    "column '" + column + "' holds no time such as 2026-11-24 08:00:00: give another column");
        }
    }
}
