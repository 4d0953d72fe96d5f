package io.llmops.api.prompt;

import static java.util.Objects.requireNonNull;

import io.llmops.api.exception.PromptException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A variable that a prompt declares: its type, and what stands for it where a call gives no value. Values are kept in one
 * form each: text, {@link java.math.BigDecimal}, boolean, unmodifiable list, map sorted by key. Immutable.
 */
public final class PromptVariable {

    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{M}\\p{N}_-]{0,99}");
    private static final int MAX_SHOWN = 40;

    private final String name;
    private final VariableType type;
    private final boolean required;
    private final @Nullable Object defaultValue;
    private final String description;
    private final List<Object> enumeration;
    private final List<Object> examples;

    private PromptVariable(Builder b) {
        this.name = b.name;
        this.type = b.type;
        this.description = b.description;
        this.enumeration = all("enumeration", b.enumeration);
        this.examples = all("examples", b.examples);
        this.defaultValue = b.defaultValue == null ? null : one("default", b.defaultValue);
        this.required = b.required == null ? defaultValue == null : b.required;
        if (required && defaultValue != null) {
            throw new PromptException("variable '" + name + "' is required, so its default would never be used:"
                    + " leave one of them out");
        }
        if (defaultValue != null) {
            checkAllowed(defaultValue, "default ");
        }
        examples.forEach(example -> checkAllowed(example, "example "));
    }

    static Builder builder(String name) {
        return new Builder(name);
    }

    Builder toBuilder() {
        Builder b = builder(name).type(type).required(required).description(description);
        b.defaultValue = defaultValue;
        b.enumeration = enumeration;
        b.examples = examples;
        return b;
    }

    /** Its name in the templates. */
    public String name() {
        return name;
    }

    /** What values it takes. */
    public VariableType type() {
        return type;
    }

    /** Whether each call must give a value. */
    public boolean required() {
        return required;
    }

    /** What stands for it where a call gives no value. */
    public Optional<Object> defaultValue() {
        return Optional.ofNullable(defaultValue);
    }

    /** What it means, for people; empty by default. */
    public String description() {
        return description;
    }

    /** The only values that it takes; empty for any. */
    public List<Object> enumeration() {
        return enumeration;
    }

    /** Values that show how it is meant, for people and for tests. */
    public List<Object> examples() {
        return examples;
    }

    /**
     * The value that a template renders for what a call gives: the value itself, the default where it is null, and an
     * empty text where an optional variable has none. Text stands for a number or boolean of that form.
     *
     * @throws PromptException if it is null and required, of another type, or not in the enumeration; the message and
     *     {@link PromptException#variable()} name the variable
     */
    public Object value(@Nullable Object given) {
        if (given == null) {
            if (required) {
                throw wrong("is missing");
            }
            return defaultValue == null ? "" : Values.shown(defaultValue);
        }
        Object read = type.read(given);
        if (read == null) {
            throw wrong("must be " + type + ", but is " + shown(given));
        }
        if (!enumeration.isEmpty()) {
            checkAllowed(Values.normal(type, read), "");
        }
        return read;
    }

    private void checkAllowed(Object normal, String what) {
        if (!enumeration.isEmpty() && !enumeration.contains(normal)) {
            String allowed =
                    enumeration.stream().map(Values::shown).map(String::valueOf).collect(Collectors.joining(", "));
            throw wrong(what + "must be one of " + allowed + ", but is " + shown(normal));
        }
    }

    private List<Object> all(String what, List<Object> values) {
        return values.stream().map(value -> one(what, value)).toList();
    }

    private Object one(String what, Object value) {
        Object read = type.read(value);
        if (read == null) {
            throw wrong("is " + type + ", but its " + what + " has " + shown(value));
        }
        try {
            return Values.normal(type, read);
        } catch (PromptException e) {
            throw wrong("cannot have such a value as its " + what + ": " + e.getMessage());
        }
    }

    private PromptException wrong(String what) {
        return PromptException.ofVariable(name, "variable '" + name + "' " + what);
    }

    /** Enough to find the value by; a long text may be a document, and is not shown. */
    private static String shown(Object value) {
        String text = value instanceof CharSequence || value instanceof Number || value instanceof Boolean
                ? String.valueOf(value)
                : "";
        String kind = value instanceof CharSequence ? "text" : value.getClass().getSimpleName();
        return text.isEmpty() || text.length() > MAX_SHOWN ? "a " + kind : "'" + text + "' (" + kind + ")";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PromptVariable v
                && name.equals(v.name)
                && type == v.type
                && required == v.required
                && defaultValue().equals(v.defaultValue())
                && description.equals(v.description)
                && enumeration.equals(v.enumeration)
                && examples.equals(v.examples);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name + ": " + type;
    }

    /** Builds a {@link PromptVariable} within {@link PromptDraft.Builder#variable}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private VariableType type = VariableType.TEXT;
        private @Nullable Boolean required;
        private @Nullable Object defaultValue;
        private String description = "";
        private List<Object> enumeration = List.of();
        private List<Object> examples = List.of();

        private Builder(String name) {
            if (!NAME.matcher(name).matches()) {
                throw new PromptException("'" + name + "' is no name of a variable: use letters, digits, _ and -,"
                        + " at most 100, and begin with a letter");
            }
            this.name = name;
        }

        /** What values it takes; {@link VariableType#TEXT} by default. */
        public Builder type(VariableType type) {
            this.type = requireNonNull(type, "type");
            return this;
        }

        /** Whether each call must give a value; by default those without a default value are required. */
        public Builder required(boolean required) {
            this.required = required;
            return this;
        }

        /** What stands for it where a call gives no value; none by default. */
        public Builder defaultValue(Object defaultValue) {
            this.defaultValue = requireNonNull(defaultValue, "defaultValue");
            return this;
        }

        /** What it means, for people. */
        public Builder description(String description) {
            this.description = requireNonNull(description, "description");
            return this;
        }

        /** The only values that it takes; any by default. */
        public Builder enumeration(Object... values) {
            this.enumeration = List.copyOf(Arrays.asList(values));
            return this;
        }

        /** Values that show how it is meant. */
        public Builder examples(Object... values) {
            this.examples = List.copyOf(Arrays.asList(values));
            return this;
        }

        PromptVariable build() {
            return new PromptVariable(this);
        }
    }
}
