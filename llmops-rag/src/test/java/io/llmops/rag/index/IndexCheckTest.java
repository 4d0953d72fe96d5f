package io.llmops.rag.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexCheckTest {

    private static final Map<String, String> NONE = Map.of();

    private final Path directory;

    IndexCheckTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void should_have_no_complaints_of_a_sound_index() {
        Chunks.build(directory);
        assertThat(check()).isEmpty();
    }

    @Test
    void should_find_what_disagrees_with_the_record() {
        Chunk chunk = Chunks.of("a.md", "text").get(0);
        Chunk shortVector = new Chunk("short", "a.md", 1, "text", NONE, new float[3]);
        write(
                Fields.chunk(chunk, NONE),
                Fields.chunk(chunk, NONE),
                Fields.chunk(shortVector, NONE),
                Fields.record(new IndexedDocument("a.md", "1"), 1),
                Fields.record(new IndexedDocument("a.md", "2"), 1),
                Fields.chunk(Chunks.of("lost.md", "text").get(0), NONE));
        assertThat(check())
                .anyMatch(c -> c.contains("a.md#0 is there twice"))
                .anyMatch(c -> c.contains("short has a vector of length 3"))
                .anyMatch(c -> c.contains("a.md has two records"))
                .anyMatch(c -> c.contains("a.md has 3 chunks, but its record says 1"))
                .anyMatch(c -> c.contains("lost.md has chunks but no record"))
                .hasSize(5);
    }

    private List<String> check() {
        try (ChunkIndex index = ChunkIndex.openReadOnly(directory)) {
            return index.check();
        }
    }

    private void write(Document... documents) {
        IndexFormat format = new IndexFormat(IndexFormat.Kind.CHUNKS, Chunks.SETTINGS);
        try (LuceneIndex lucene = LuceneIndex.forWriting(directory, format)) {
            lucene.write(writer -> writer.addDocuments(List.of(documents)));
            lucene.commit();
        }
    }
}
