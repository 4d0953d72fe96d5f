package io.llmops.api.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a user of the application said of an answer by a thumb or a click: it is joined to the call, and through it to the
 * passages that the answer was given.
 *
 * @param id unique among the feedback of a ledger; a second one with the same id is ignored
 * @param callId id of the call's record
 * @param at when it was given
 * @param kind what was said
 * @param chunk the chunk that it is about, by its id in the index; null where it is about the whole answer
 */
public record Feedback(
        String id,
        String callId,
        Instant at,
        Kind kind,
        @Nullable String chunk) {

    /** What was said. */
    public enum Kind {
        /** Thumbs up. */
        UP,
        /** Thumbs down. */
        DOWN,
        /** The source was opened, which says that it was of interest, not that it was right. */
        CLICK
    }

    /**
     * Checks what is required.
     *
     * @throws IllegalArgumentException if {@code id} or {@code callId} is blank
     */
    public Feedback {
        if (id.isBlank() || callId.isBlank()) {
            throw new IllegalArgumentException("id and callId must not be blank");
        }
        requireNonNull(at, "at");
        requireNonNull(kind, "kind");
    }

    /** The chunk that it is about, if it is about one. */
    public Optional<String> about() {
        return Optional.ofNullable(chunk);
    }
}
