package io.llmops.rag.index;

import io.llmops.api.exception.IndexException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What every commit says of the index: version of the format, who writes it, and the settings.
 *
 * @param kind who writes it
 * @param settings what it is built for
 */
record IndexFormat(Kind kind, IndexSettings settings) {

    /** The version that this code writes, and the newest that it reads. */
    static final int VERSION = 1;

    private static final String FORMAT = "llmops.format";
    private static final String KIND = "llmops.kind";
    private static final String MODEL = "llmops.embedding-model";
    private static final String DIMENSION = "llmops.dimension";

    /** Who writes an index. A store knows no documents, so neither may touch what the other wrote. */
    enum Kind {
        /** A {@link ChunkIndex}. */
        CHUNKS,
        /** A {@link LuceneEmbeddingStore}. */
        EMBEDDINGS
    }

    /** As it stands in a commit. */
    Map<String, String> toCommitData() {
        return Map.of(
                FORMAT, Integer.toString(VERSION),
                KIND, kind.name(),
                MODEL, settings.embeddingModel(),
                DIMENSION, Integer.toString(settings.dimension()));
    }

    /** Reads what {@link #toCommitData} wrote. */
    static IndexFormat fromCommitData(Path path, Map<String, String> data) {
        String version = data.get(FORMAT);
        if (version == null) {
            throw new IndexException("Index " + path + " was not written by llmops: choose another directory");
        }
        if (Integer.parseInt(version) > VERSION) {
            throw new IndexException(
                    "Index " + path + " has format " + version + ", but this version of llmops reads up" + " to "
                            + VERSION + ": use a newer llmops, or delete the directory and ingest again");
        }
        return new IndexFormat(
                Kind.valueOf(data.getOrDefault(KIND, "")),
                new IndexSettings(data.getOrDefault(MODEL, ""), Integer.parseInt(data.getOrDefault(DIMENSION, ""))));
    }

    /** Checks that an index of this format can serve who wants {@code wanted}. */
    void ensureServes(Path path, IndexFormat wanted) {
        ensureKind(path, wanted.kind);
        if (!settings.equals(wanted.settings)) {
            throw new IndexException("Index " + path + " was built with embedding model " + say(settings) + ", but "
                    + say(wanted.settings) + " is asked for: use the former, or delete the directory and ingest again");
        }
    }

    /** Checks that an index of this format is of that kind. */
    void ensureKind(Path path, Kind wanted) {
        if (kind != wanted) {
            throw new IndexException("Index " + path + " belongs to "
                    + (kind == Kind.CHUNKS ? "a knowledge base" : "an embedding store") + ", not to "
                    + (wanted == Kind.CHUNKS ? "a knowledge base" : "an embedding store")
                    + ": choose another directory");
        }
    }

    private static String say(IndexSettings settings) {
        return settings.embeddingModel() + " (dimension " + settings.dimension() + ")";
    }
}
