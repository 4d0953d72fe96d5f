package io.llmops.api.prompt;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What values a prompt's variable takes. Numbers and booleans may also be given as text of that form, as files of rows
 * and the command line give them.
 */
public enum VariableType {
    /** A text: any {@link CharSequence}. */
    TEXT,
    /** A whole number, such as {@code 42}. */
    INTEGER,
    /** A finite number, such as {@code 0.5}. */
    NUMBER,
    /** {@code true} or {@code false}. */
    BOOLEAN,
    /** Items in an order: an array, or a {@link Collection} that is no set without an order. */
    LIST,
    /** Fields by name: a {@link Map}. */
    OBJECT;

    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,300}");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,300}(\\.[0-9]{1,300})?([eE][+-]?[0-9]{1,3})?");

    /** As files write it: in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The value as a template takes it; null if it is of another type. */
    @Nullable Object read(Object value) {
        return switch (this) {
            case TEXT -> value instanceof CharSequence ? value : null;
            case INTEGER -> Values.isWhole(value) || isText(value, WHOLE) ? value : null;
            case NUMBER -> Values.isFinite(value) || isText(value, DECIMAL) ? value : null;
            case BOOLEAN -> flag(value);
            case LIST -> isOrdered(value) ? value : null;
            case OBJECT -> value instanceof Map ? value : null;
        };
    }

    /** Other sets give their items in another order in each process, and so another prompt. */
    private static boolean isOrdered(Object value) {
        return value instanceof Set
                ? value instanceof LinkedHashSet || value instanceof SortedSet
                : value instanceof Collection || value instanceof Object[];
    }

    private static boolean isText(Object value, Pattern form) {
        return value instanceof CharSequence text && form.matcher(text).matches();
    }

    private static @Nullable Object flag(Object value) {
        if (value instanceof CharSequence text) {
            return text.toString().equals("true")
                    ? Boolean.TRUE
                    : text.toString().equals("false") ? false : null;
        }
        return value instanceof Boolean ? value : null;
    }
}
