package io.llmops.rag.ingest;

import io.llmops.rag.index.Chunk;
import io.llmops.rag.index.IndexedDocument;
import java.util.List;
import java.util.Map;

/**
 * A document that is read and cut, but not in the index yet.
 *
 * @param indexed what the index will know of it
 * @param metadata of the whole document
 * @param chunks without vectors
 * @param embedded what is embedded for each chunk
 * @param screening the sensitive words in it
 */
record PendingDocument(
        IndexedDocument indexed,
        Map<String, String> metadata,
        List<Chunk> chunks,
        List<String> embedded,
        WordScreen.Screening screening) {}
