package io.llmops.api.model;

import java.util.Arrays;

/**
 * A value that must not be shown: an API key, a password. {@link #toString()} hides it, it has no bean property and is
 * not serialisable, so that it cannot slip into a log, an exception or a JSON document. Immutable.
 */
public final class Secret {

    private final char[] value;

    private Secret(char[] value) {
        this.value = value;
    }

    /**
     * Wraps a secret.
     *
     * @throws IllegalArgumentException if {@code value} is blank
     */
    public static Secret of(CharSequence value) {
        String text = value.toString().strip();
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a secret must not be blank");
        }
        return new Secret(text.toCharArray());
    }

    /** The value itself, for the one call that needs it. */
    public String reveal() {
        return new String(value);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Secret s && Arrays.equals(value, s.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    /** Always {@code ***}. */
    @Override
    public String toString() {
        return "***";
    }
}
