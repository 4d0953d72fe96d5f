package io.llmops.rag.index;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an index knows of a document beside its chunks.
 *
 * @param id of the document
 * @param version that the chunks were made of
 * @param origin the source that told of it, where that is one that tells changes only; null for one that is listed whole
 * @param sourceTime when the source last changed it; null if the source did not say
 * @param validUntil until when it is valid, by what the source said; null for always. Searches do not go by it
 * @param lastSync when it was written, or seen to be unchanged; null if that was never noted
 */
public record IndexedDocument(
        String id,
        String version,
        @Nullable String origin,
        @Nullable Instant sourceTime,
        @Nullable Instant validUntil,
        @Nullable Instant lastSync) {

    /**
     * Checks the id.
     *
     * @throws IllegalArgumentException if {@code id} is blank or longer than {@value Chunk#MAX_ID} characters
     */
    public IndexedDocument {
        Chunk.checkId(id, "document");
        requireNonNull(version, "version");
    }

    /** A document of which nothing else is known. */
    public IndexedDocument(String id, String version) {
        this(id, version, null, null, null, null);
    }

    /** The same, seen at that time. */
    IndexedDocument seen(Instant at) {
        return new IndexedDocument(id, version, origin, sourceTime, validUntil, at);
    }
}
