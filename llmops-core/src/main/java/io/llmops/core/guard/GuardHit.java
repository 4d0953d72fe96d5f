package io.llmops.core.guard;

import static java.util.Objects.requireNonNull;

import io.llmops.api.ledger.Severity;
import io.llmops.api.ledger.WordMatch;
import io.llmops.core.io.OneLine;
import org.jspecify.annotations.Nullable;

/**
 * What a guard found, as the ledger keeps it: never the value of something secret or personal.
 *
 * @param what the lexicon's word, or the kind of what was found, such as {@code email}
 * @param category what it belongs to, such as {@code pii}
 * @param severity how much it matters
 * @param position index of its first UTF-16 unit in the text that the guard was given; 0 where it is about the whole
 */
public record GuardHit(String what, String category, Severity severity, int position) {

    /** Checks that nothing is missing, and escapes control characters. */
    public GuardHit {
        what = OneLine.of(requireNonNull(what, "what"));
        category = OneLine.of(requireNonNull(category, "category"));
        requireNonNull(severity, "severity");
        if (position < 0) {
            throw new IllegalArgumentException("position must not be negative, but is " + position);
        }
    }

    /** A hit of {@link Severity#MEDIUM}. */
    public GuardHit(String what, String category, int position) {
        this(what, category, Severity.MEDIUM, position);
    }

    /**
     * The hit as records have it.
     *
     * @param origin what brought the text in, if anything did
     */
    public WordMatch at(WordMatch.Stage stage, WordMatch.@Nullable Origin origin) {
        return new WordMatch(what, category, severity, stage, origin, position);
    }
}
