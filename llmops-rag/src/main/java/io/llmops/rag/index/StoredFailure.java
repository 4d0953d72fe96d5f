package io.llmops.rag.index;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A document that could not be taken in, as it is kept beside those that could.
 *
 * @param document the document's id
 * @param facts what is known of it and of what went wrong, by name
 * @param content the document itself, if it cannot be had again from its source; neither copied nor compared
 */
@SuppressWarnings("ArrayRecordComponent") // It is written and read as a whole, and never compared.
public record StoredFailure(String document, Map<String, String> facts, byte @Nullable [] content) {

    /**
     * Copies the facts.
     *
     * @throws IllegalArgumentException if the id is blank or too long
     */
    public StoredFailure(
            String document,
            Map<String, String> facts,
            byte @Nullable [] content) { // not the compact form: javac drops the annotation of its array
        Chunk.checkId(document, "document");
        this.document = document;
        this.facts = Map.copyOf(facts);
        this.content = content;
    }
}
