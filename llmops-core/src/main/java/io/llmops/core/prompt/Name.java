package io.llmops.core.prompt;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A dotted name in a tag, split once, and where it stands, for messages. */
final class Name {

    /** What {@link #lookup} gives for a name that nothing in scope has; null is a value. */
    static final Object MISSING = new Object();

    private static final Pattern PATH =
            Pattern.compile("[\\p{L}_][\\p{L}\\p{M}\\p{N}_-]*(\\.[\\p{L}_][\\p{L}\\p{M}\\p{N}_-]*)*");
    private static final Pattern DOT = Pattern.compile("\\.");

    private final String text;
    private final String[] parts;
    private final Position at;

    Name(String text, Position at) {
        this.text = text;
        this.parts = text.equals(".") ? new String[0] : DOT.split(text);
        this.at = at;
    }

    /** Whether a text may stand as a name in a prompt. */
    static boolean isPath(String text) {
        return text.equals(".") || PATH.matcher(text).matches();
    }

    String text() {
        return text;
    }

    Position at() {
        return at;
    }

    /** The variable that a caller may have to give; empty for the current item. */
    Optional<String> variable() {
        return parts.length == 0 ? Optional.empty() : Optional.of(parts[0]);
    }

    /** The first part is looked for from the innermost scope outwards; the others only inside what was found. */
    @Nullable Object lookup(Scope scope) {
        if (parts.length == 0) {
            return scope.value();
        }
        Object found = MISSING;
        for (Scope s = scope; s != null && found == MISSING; s = s.outer()) {
            found = member(s.value(), parts[0]);
        }
        for (int i = 1; i < parts.length && found != MISSING; i++) {
            found = member(found, parts[i]);
        }
        return found;
    }

    private static @Nullable Object member(@Nullable Object holder, String key) {
        if (!(holder instanceof Map<?, ?> map)) {
            return MISSING;
        }
        Object value = map.get(key);
        return value != null || map.containsKey(key) ? value : MISSING;
    }
}
