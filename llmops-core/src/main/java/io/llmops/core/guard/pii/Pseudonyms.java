package io.llmops.core.guard.pii;

import static java.util.Objects.requireNonNull;

import io.llmops.core.guard.GuardStream;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Names that stand for values, and the values: {@code [EMAIL_1]} for an address. A value has one name, a name one value. It
 * lives in memory alone; nothing of it is logged or recorded, and its text form has no value. Thread-safe.
 *
 * <p>One that outlives a call, {@link #create}, adds a random part to its names, {@code [EMAIL_1_x4kq7d]}, so that nobody
 * who writes a name by chance, or on purpose, is shown another's value. Share none between people who must not see each
 * other's data.
 */
public final class Pseudonyms {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int SUFFIX = 6;

    private final String suffix;
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();

    private Pseudonyms(String suffix) {
        this.suffix = suffix;
    }

    /** An empty one for as long as its owner wants. */
    public static Pseudonyms create() {
        StringBuilder suffix = new StringBuilder("_");
        for (int i = 0; i < SUFFIX; i++) {
            suffix.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return new Pseudonyms(suffix.toString());
    }

    /** One for a single call: the same question has the same names, so that a cache knows it again. */
    static Pseudonyms ofCall() {
        return new Pseudonyms("");
    }

    /**
     * The name of a value, made if it has none yet.
     *
     * @param kind what it is, such as {@code email}
     */
    public synchronized String of(String kind, String value) {
        return names.computeIfAbsent(requireNonNull(value, "value"), v -> {
            int number = counts.merge(kind, 1, Integer::sum);
            String name = "[" + kind.toUpperCase(Locale.ROOT).replace('-', '_') + "_" + number + suffix + "]";
            values.put(name, v);
            return name;
        });
    }

    /** The text with every name of a value replaced by the value. */
    public String restore(String text) {
        return restore(text, UnaryOperator.identity());
    }

    /** The text with every name of a value replaced by what is made of the value. */
    String restore(String text, UnaryOperator<String> form) {
        GuardStream stream = new RestoringStream(this, form);
        return stream.push(text) + stream.finish();
    }

    /** Restores a text that comes in pieces; a name may be spread over them. */
    public GuardStream restoring() {
        return new RestoringStream(this, UnaryOperator.identity());
    }

    synchronized @Nullable String value(String name) {
        return values.get(name);
    }

    /** How many values have a name. */
    public synchronized int size() {
        return names.size();
    }

    /** How many values there are, and no value. */
    @Override
    public String toString() {
        return "Pseudonyms[" + size() + "]";
    }
}
