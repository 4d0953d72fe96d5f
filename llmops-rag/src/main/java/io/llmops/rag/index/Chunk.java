package io.llmops.rag.index;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a document, ready to be indexed.
 *
 * @param id unique in the index, at most {@value #MAX_ID} characters
 * @param document id of the document that it is a piece of, at most {@value #MAX_ID} characters
 * @param position its place among the document's chunks, from 0
 * @param text what is searched and shown; not blank
 * @param metadata string values by name, over those of the document
 * @param vector its embedding, of any length but zero; {@code null} in a keyword-only index. The array is neither copied
 *     nor compared: leave it alone once the chunk is made
 */
@SuppressWarnings(
        "ArrayRecordComponent") // A vector is read number by number; a list of boxed floats is five times its size.
public record Chunk(
        String id,
        String document,
        int position,
        String text,
        Map<String, String> metadata,
        float @Nullable [] vector) {

    /** The longest id. */
    public static final int MAX_ID = 4_096;

    /**
     * Copies the metadata.
     *
     * @throws IllegalArgumentException if an id is blank or too long, {@code text} is blank, or {@code position} is
     *     negative
     */
    public Chunk(
            String id,
            String document,
            int position,
            String text,
            Map<String, String> metadata,
            float @Nullable [] vector) { // not the compact form: javac drops the annotation of its array
        checkId(id, "id");
        checkId(document, "document");
        if (requireNonNull(text, "text").isBlank()) {
            throw new IllegalArgumentException("text of chunk " + id + " must not be blank");
        }
        if (position < 0) {
            throw new IllegalArgumentException("position of chunk " + id + " must not be negative, but is " + position);
        }
        this.id = id;
        this.document = document;
        this.position = position;
        this.text = text;
        this.metadata = Map.copyOf(metadata);
        this.vector = vector;
    }

    static void checkId(String id, String name) {
        if (requireNonNull(id, name).isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank");
        }
        if (id.length() > MAX_ID) {
            throw new IllegalArgumentException(name + " must have at most " + MAX_ID + " characters, but has "
                    + id.length() + ": " + id.substring(0, 80) + "...");
        }
    }
}
