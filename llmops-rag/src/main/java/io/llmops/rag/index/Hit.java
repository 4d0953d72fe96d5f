package io.llmops.rag.index;

import java.util.Map;

/**
 * A chunk that a search found.
 *
 * @param id the chunk's id
 * @param document id of its document
 * @param position its place among the document's chunks, from 0
 * @param text the chunk's text
 * @param metadata the document's metadata and the chunk's own over it
 * @param score relevance from 0 to 1; the search says how it is computed
 */
public record Hit(String id, String document, int position, String text, Map<String, String> metadata, double score) {

    /** Copies the metadata. */
    public Hit {
        metadata = Map.copyOf(metadata);
    }
}
