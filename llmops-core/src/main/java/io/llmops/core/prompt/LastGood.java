package io.llmops.core.prompt;

import io.llmops.api.exception.PromptException;
import org.jspecify.annotations.Nullable;

/** What a text means, read again when it has changed; a text that cannot be read leaves the last good meaning. Thread-safe. */
final class LastGood<T> {

    private final String place;
    private final Problems problems;
    private volatile @Nullable Reading<T> last;

    /** From a text to what it means. */
    interface Parser<T> {
        T parse(String text);
    }

    private record Reading<T>(
            String text, @Nullable T value, @Nullable PromptException broken) {}

    LastGood(String place, Problems problems) {
        this.place = place;
        this.problems = problems;
    }

    /**
     * What the text means, or what the last good one meant.
     *
     * @throws PromptException if it cannot be read and none before it could
     */
    T read(String text, Parser<T> parser) {
        Reading<T> reading = last;
        if (reading == null || !reading.text().equals(text)) {
            reading = parse(text, parser);
        }
        PromptException broken = reading.broken();
        if (broken != null) {
            problems.note(place, String.valueOf(broken.getMessage()));
        }
        T value = reading.value();
        if (value == null) {
            throw new PromptException(broken == null ? place : String.valueOf(broken.getMessage()), broken);
        }
        return value;
    }

    private synchronized Reading<T> parse(String text, Parser<T> parser) {
        Reading<T> known = last;
        Reading<T> reading;
        try {
            reading = new Reading<>(text, parser.parse(text), null);
        } catch (PromptException e) {
            reading = new Reading<>(text, known == null ? null : known.value(), e);
        }
        last = reading;
        return reading;
    }
}
