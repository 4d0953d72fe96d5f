package io.llmops.rag.index;

import io.llmops.api.exception.IndexException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

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
    private static final String MODEL_NAME = "llmops.embedding-model-name";
    private static final String BUILD = "llmops.build";
    private static final String DIMENSION = "llmops.dimension";

    /** Who writes an index. A store knows no documents, so neither may touch what the other wrote. */
    enum Kind {
        /** A {@link ChunkIndex}. */
        CHUNKS,
        /** A {@link LuceneEmbeddingStore}. */
        EMBEDDINGS
    }

    /** As it stands in every commit of a new index, with an identity that no other index has. */
    Map<String, String> toCommitData() {
        return Map.of(
                BUILD, UUID.randomUUID().toString(),
                FORMAT, Integer.toString(VERSION),
                KIND, kind.name(),
                MODEL, settings.embeddingModel(),
                MODEL_NAME, settings.modelName(),
                DIMENSION, Integer.toString(settings.dimension()));
    }

    /** The identity of the index that a commit belongs to. */
    static String buildOf(Map<String, String> data) {
        return data.getOrDefault(BUILD, "");
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
                new IndexSettings(
                        data.getOrDefault(MODEL, ""),
                        data.getOrDefault(MODEL_NAME, data.getOrDefault(MODEL, "")), // missing in the first indexes
                        Integer.parseInt(data.getOrDefault(DIMENSION, ""))));
    }

    /** Checks that an index of this format can serve who wants {@code wanted}. */
    void ensureServes(Path path, IndexFormat wanted) {
        ensureKind(path, wanted.kind);
        ensureServes(path, wanted.settings);
    }

    /** Checks that an index of this format holds vectors that can be compared with those of {@code wanted}. */
    void ensureServes(Path path, IndexSettings wanted) {
        if (!settings.serves(wanted)) {
            throw new IndexException("Index " + path + " was built with embedding model " + say(settings) + ", but "
                    + say(wanted) + " is asked for: use the former, or delete the directory and ingest again");
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
        return settings.identity() + " (dimension " + settings.dimension() + ")";
    }
}
