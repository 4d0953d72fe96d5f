package io.llmops.api.ledger;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sensitive word that was found in a call.
 *
 * @param word the lexicon's word, not the surrounding text
 * @param category the lexicon's category
 * @param stage where it was found
 * @param document for {@link Stage#PASSAGE} and {@link Stage#INGEST}, the document that brought it; otherwise null
 * @param position index of its first UTF-16 unit in the original text
 */
public record WordMatch(
        String word, String category, Stage stage, @Nullable String document, int position) {

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

    /** The document that brought the word, if it came from one. */
    public Optional<String> source() {
        return Optional.ofNullable(document);
    }
}
