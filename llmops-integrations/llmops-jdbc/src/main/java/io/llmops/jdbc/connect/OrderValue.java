package io.llmops.jdbc.connect;

import io.llmops.api.exception.DocumentException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A value of a column that rows are ordered by, as a text that tells its type, so that it can be compared with again. */
final class OrderValue {

    private OrderValue() {}

    /**
     * As text.
     *
     * @throws DocumentException if it is null, or of a type that cannot be gone on from
     */
    static String write(@Nullable Object value, String column) {
        if (value instanceof Long || value instanceof Integer || value instanceof Short) {
            return "i:" + value;
        } else if (value instanceof Double || value instanceof Float) {
            return "f:" + value;
        } else if (value instanceof BigDecimal number) {
            return "n:" + number.toPlainString();
        } else if (value instanceof String text) {
            return "s:" + text;
        } else if (value instanceof LocalDateTime time) {
            return "t:" + time;
        } else if (value instanceof OffsetDateTime time) {
            return "z:" + time;
        } else if (value instanceof LocalDate day) {
            return "d:" + day;
        } else if (value instanceof UUID uuid) {
            return "u:" + uuid;
        }
        throw new DocumentException("column '" + column + "' cannot be followed, since it holds "
                + (value == null ? "NULL" : value.getClass().getSimpleName())
                + ": name one of numbers, texts or times that is never NULL");
    }

    /**
     * The value of such a text.
     *
     * @throws DocumentException if it is no such text
     */
    static Object read(String text) {
        String value = text.length() < 2 ? "" : text.substring(2);
        try {
            return switch (text.isEmpty() ? ' ' : text.charAt(0)) {
                case 'i' -> Long.valueOf(value);
                case 'f' -> Double.valueOf(value);
                case 'n' -> new BigDecimal(value);
                case 's' -> value;
                case 't' -> LocalDateTime.parse(value);
                case 'z' -> OffsetDateTime.parse(value);
                case 'd' -> LocalDate.parse(value);
                case 'u' -> UUID.fromString(value);
                default -> throw ChangePosition.unknown();
            };
        } catch (IllegalArgumentException | DateTimeException e) {
            throw ChangePosition.unknown();
        }
    }
}
