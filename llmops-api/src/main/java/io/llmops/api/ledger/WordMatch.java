package io.llmops.api.ledger;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sensitive word that was found in a call, or, by its kind, something else that a guard found.
 *
 * @param word the lexicon's word, or the kind of something personal or secret, such as {@code email}; never its value
 * @param category the lexicon's category, or that of the guard, such as {@code pii}
 * @param severity how much it matters; {@link Severity#MEDIUM} where a record of old does not say
 * @param stage where it was found
 * @param origin for {@link Stage#PASSAGE} and {@link Stage#INGEST}, what brought it; otherwise null
 * @param position index of its first UTF-16 unit in the original text; of a passage, in the passage
 */
public record WordMatch(
        String word,
        String category,
        Severity severity,
        Stage stage,
        @Nullable Origin origin,
        int position) {

    /** Where a word was found. */
    public enum Stage {
        /** In what the user wrote. */
        INPUT,
        /** In a retrieved passage. */
        PASSAGE,
        /** In what the model wrote. */
        OUTPUT,
        /** In a document, when it was ingested. */
        INGEST
    }

    /**
     * What brought a word in.
     *
     * @param document the document's id
     * @param chunk the id of the document's chunk; null where the document was looked at as a whole
     */
    public record Origin(String document, @Nullable String chunk) {}

    /** Fills in the severity. */
    public WordMatch {
        severity = severity == null ? Severity.MEDIUM : severity;
    }

    /** The document that brought the word, if it came from one. */
    public Optional<String> source() {
        return origin == null ? Optional.empty() : Optional.of(origin.document());
    }

    /** The chunk of the document that brought the word, if it came from one. */
    public Optional<String> chunk() {
        return origin == null ? Optional.empty() : Optional.ofNullable(origin.chunk());
    }
}
