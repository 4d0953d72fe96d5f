package io.llmops.api.prompt;

import io.llmops.api.exception.PromptException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Values of variables in one form each, so that those that mean the same are equal, whatever wrote them. */
final class Values {

    private static final int MAX_SCALE = 400;
    private static final int MAX_DEPTH = 8;

    private Values() {}

    static boolean isWhole(Object value) {
        return value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte
                || value instanceof BigInteger;
    }

    static boolean isFinite(Object value) {
        return isWhole(value)
                || value instanceof BigDecimal
                || (value instanceof Double d && Double.isFinite(d))
                || (value instanceof Float f && Float.isFinite(f));
    }

    /**
     * Text, {@link BigDecimal} without zeros at its end, {@link Boolean}, unmodifiable list, or map sorted by key.
     *
     * @throws PromptException if it is nothing of that kind
     */
    static Object normal(VariableType type, Object value) {
        return switch (type) {
            case TEXT -> value.toString();
            case INTEGER, NUMBER -> decimal(value);
            case BOOLEAN, LIST, OBJECT -> normal(value, 0);
        };
    }

    private static Object normal(@Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new PromptException("a value is nested more than " + MAX_DEPTH + " deep");
        }
        if (value == null) {
            throw new PromptException("a value is null");
        }
        if (value instanceof CharSequence text) {
            return text.toString();
        }
        if (value instanceof Boolean) {
            return value;
        }
        if (isFinite(value)) {
            return decimal(value);
        }
        if (value instanceof Collection<?> items) {
            return items.stream().map(item -> normal(item, depth + 1)).toList();
        }
        if (value instanceof Object[] items) {
            return normal(Arrays.asList(items), depth);
        }
        if (value instanceof Map<?, ?> fields) {
            TreeMap<String, Object> sorted = new TreeMap<>();
            fields.forEach((key, field) -> sorted.put(String.valueOf(key), normal(field, depth + 1)));
            return Collections.unmodifiableMap(sorted);
        }
        throw new PromptException(
                "a value is a " + value.getClass().getName() + ", which is no text, number, boolean, list or object");
    }

    /** Equal numbers as equal objects: 1, 1.0 and 1e0 are one. */
    static BigDecimal decimal(Object value) {
        BigDecimal stripped = new BigDecimal(value.toString()).stripTrailingZeros();
        if (Math.abs((long) stripped.scale()) > MAX_SCALE) {
            throw new PromptException("a number has more than " + MAX_SCALE + " zeros");
        }
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** As a template shows it; whole numbers without an exponent. */
    static Object shown(Object normal) {
        return normal instanceof BigDecimal number ? number.toPlainString() : normal;
    }

    static List<Object> normal(VariableType type, List<Object> values) {
        return values.stream().map(value -> normal(type, value)).toList();
    }
}
