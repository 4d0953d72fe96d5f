package io.llmops.rag.index;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Chunks for tests, with vectors of {@link HashEmbeddingModel}. */
final class Chunks {

    static final int DIMENSION = 64;
    static final IndexSettings SETTINGS = new IndexSettings("test/hash", DIMENSION);
    static final HashEmbeddingModel MODEL = new HashEmbeddingModel(DIMENSION);

    private Chunks() {}

    static List<Chunk> of(String document, String... texts) {
        List<Chunk> chunks = new ArrayList<>();
        for (String text : texts) {
            int position = chunks.size();
            chunks.add(new Chunk(document + "#" + position, document, position, text, Map.of(), MODEL.vector(text)));
        }
        return chunks;
    }

    static List<Chunk> withoutVectors(String document, String... texts) {
        return of(document, texts).stream()
                .map(c -> new Chunk(c.id(), c.document(), c.position(), c.text(), c.metadata(), null))
                .toList();
    }

    static void put(ChunkIndex index, String document, String version, String... texts) {
        List<Chunk> chunks = index.settings().hasVectors() ? of(document, texts) : withoutVectors(document, texts);
        index.replace(document, version, Map.of(), chunks);
    }

    /** A small index with a Chinese and an English document, committed and closed. */
    static void build(Path directory) {
        try (ChunkIndex index = ChunkIndex.open(directory, SETTINGS)) {
            put(index, "leave.md", "1", "Up to five days of leave carry over.", "Sick leave needs a note.");
            put(index, "请假.md", "1", "年假最多可以结转五天。", "病假需要医生证明。");
            index.commit();
        }
    }
}
