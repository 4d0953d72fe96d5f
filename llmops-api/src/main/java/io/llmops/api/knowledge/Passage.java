package io.llmops.api.knowledge;

import java.util.Map;

/**
 * A piece of a document, found for a question.
 *
 * @param id the chunk's id in the index; stable while the document does not change
 * @param document the document's id in its source, such as a path relative to the source's root
 * @param title for people: the document's title with page, sheet or heading
 * @param text the passage's text as it stands in the document; untrusted
 * @param score relevance from 0 to 1, comparable within one knowledge base
 * @param metadata what the source says of it: string values by name
 */
public record Passage(
        String id, String document, String title, String text, double score, Map<String, String> metadata) {

    /** Copies the metadata. */
    public Passage {
        metadata = Map.copyOf(metadata);
    }
}
