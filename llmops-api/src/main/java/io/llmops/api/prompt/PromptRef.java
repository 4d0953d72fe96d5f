package io.llmops.api.prompt;

import static java.util.Objects.requireNonNull;

import io.llmops.api.exception.PromptException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Points to a version of a prompt: {@code answer@4} by number, {@code answer@production} by label, {@code answer} for
 * the newest. Immutable.
 */
public final class PromptRef {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,99}");

    private final String name;
    private final int number;
    private final @Nullable String label;

    private PromptRef(String name, int number, @Nullable String label) {
        this.name = name;
        this.number = number;
        this.label = label;
    }

    /**
     * Reads {@code name}, {@code name@number} or {@code name@label}. A name and a label are letters, digits, dots,
     * underscores and hyphens, begin with a letter or digit, and have at most 100 characters.
     *
     * @throws PromptException if the text is of another form
     */
    public static PromptRef parse(String text) {
        int at = requireNonNull(text, "text").indexOf('@');
        String name = checkName(at < 0 ? text : text.substring(0, at));
        if (at < 0) {
            return new PromptRef(name, 0, null);
        }
        String version = text.substring(at + 1);
        if (!version.isEmpty() && version.length() < 10 && version.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int number = Integer.parseInt(version);
            if (number < 1) {
                throw new PromptException("prompt '" + text + "': versions are numbered from 1");
            }
            return new PromptRef(name, number, null);
        }
        return new PromptRef(name, 0, checkName(version));
    }

    /**
     * The name of a prompt or label, checked.
     *
     * @throws PromptException if it is of another form than {@link #parse(String)} reads
     */
    public static String checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new PromptException("'" + name + "' is no name of a prompt or label: use letters, digits, . _ -");
        }
        return name;
    }

    /** The prompt's name. */
    public String name() {
        return name;
    }

    /** The version's number, if it is asked for by number. */
    public OptionalInt number() {
        return number > 0 ? OptionalInt.of(number) : OptionalInt.empty();
    }

    /** The label, if it is asked for by label. */
    public Optional<String> label() {
        return Optional.ofNullable(label);
    }

    /** The form that {@link #parse(String)} reads. */
    @Override
    public String toString() {
        return number > 0 ? name + "@" + number : label != null ? name + "@" + label : name;
    }
}
