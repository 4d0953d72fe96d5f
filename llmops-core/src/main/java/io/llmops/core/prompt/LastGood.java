package io.llmops.core.prompt;

import io.llmops.api.exception.PromptException;
import org.jspecify.annotations.Nullable;

/** What a text means, read again when it has changed; a text that cannot be read leaves the last good meaning. Thread-safe. */
final class LastGood<T> {

    private final String place;
    private final Problems problems;
    private @Nullable String text;
    private @Nullable T value;
    private @Nullable PromptException broken;

    /** From a text to what it means. */
    interface Parser<T> {
        T parse(String text);
    }

    LastGood(String place, Problems problems) {
        this.place = place;
        this.problems = problems;
    }

    /**
     * What the text means, or what the last good one meant.
     *
     * @throws PromptException if it cannot be read and none before it could
     */
    synchronized T read(String now, Parser<T> parser) {
        if (!now.equals(text)) {
            try {
                value = parser.parse(now);
                broken = null;
            } catch (PromptException e) {
                broken = e;
            }
            text = now;
        }
        if (broken != null) {
            problems.note(place, String.valueOf(broken.getMessage()));
        }
        T known = value;
        if (known == null) {
            throw new PromptException(String.valueOf(broken == null ? place : broken.getMessage()), broken);
        }
        return known;
    }
}
