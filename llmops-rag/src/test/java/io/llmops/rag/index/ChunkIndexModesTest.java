package io.llmops.rag.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChunkIndexModesTest {

    private final Path directory;

    ChunkIndexModesTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void should_do_without_vectors_in_a_keyword_only_index() {
        try (ChunkIndex index = ChunkIndex.open(directory, IndexSettings.KEYWORD_ONLY)) {
            Chunks.put(index, "a.md", "1", "年假五天", "sick leave");
            index.commit();
            assertThat(index.keyword("leave", 5)).extracting(Hit::id).containsExactly("a.md#1");
            assertThat(index.check()).isEmpty();
            assertThatIllegalStateException()
                    .isThrownBy(() -> index.vector(new float[3], 5))
                    .withMessageContaining("keyword-only");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> index.replace("b", "1", Map.of(), Chunks.of("b", "x")))
                    .withMessageContaining("no vector");
        }
    }

    @Test
    void should_keep_vectors_of_the_longest_kind() {
        IndexSettings wide = new IndexSettings("wide", IndexSettings.MAX_DIMENSION);
        HashEmbeddingModel model = new HashEmbeddingModel(IndexSettings.MAX_DIMENSION);
        try (ChunkIndex index = ChunkIndex.open(directory, wide)) {
            List<Chunk> chunks = List.of(
                    new Chunk("1", "d", 0, "x", Map.of(), model.vector("一 二")),
                    new Chunk("2", "d", 1, "y", Map.of(), model.vector("three four")));
            index.replace("d", "1", Map.of(), chunks);
            index.commit();
            assertThat(index.vector(model.vector("four"), 1))
                    .extracting(Hit::id)
                    .containsExactly("2");
        }
    }

    @Test
    void should_refuse_settings_that_contradict_themselves() {
        assertThatIllegalArgumentException().isThrownBy(() -> new IndexSettings("x", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new IndexSettings("none", 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IndexSettings("x", 4_097))
                .withMessageContaining("4097");
        assertThatIllegalArgumentException().isThrownBy(() -> new IndexSettings(" ", 3));
    }

    @Test
    void should_read_the_last_commit_while_another_writes() {
        try (ChunkIndex writer = ChunkIndex.open(directory, Chunks.SETTINGS)) {
            Chunks.put(writer, "a.md", "1", "one");
            writer.commit();
            Chunks.put(writer, "b.md", "1", "two");
            try (ChunkIndex reader = ChunkIndex.openReadOnly(directory)) {
                assertThat(reader.documents()).containsOnlyKeys("a.md");
                assertThat(reader.settings()).isEqualTo(Chunks.SETTINGS);
                writer.commit();
                for (int i = 0; i < 30; i++) {
                    Chunks.put(writer, "c" + i + ".md", "1", "three " + i);
                    writer.commit();
                }
                assertThat(reader.documents()).containsOnlyKeys("a.md");
                assertThat(reader.vector(Chunks.MODEL.vector("one"), 5))
                        .extracting(Hit::text)
                        .containsExactly("one");
                assertThat(reader.check()).isEmpty();
            }
            try (ChunkIndex reader = ChunkIndex.openReadOnly(directory)) {
                assertThat(reader.size()).isEqualTo(32);
            }
        }
    }

    @Test
    void should_change_nothing_when_open_read_only() {
        Chunks.build(directory);
        try (ChunkIndex reader = ChunkIndex.openReadOnly(directory);
                ChunkIndex writer = ChunkIndex.open(directory, Chunks.SETTINGS)) {
            assertThat(writer.size()).isEqualTo(4);
            assertThatIllegalStateException().isThrownBy(() -> Chunks.put(reader, "x", "1", "x"));
            assertThatIllegalStateException().isThrownBy(() -> reader.remove("leave.md"));
            assertThatIllegalStateException().isThrownBy(reader::commit).withMessageContaining("read-only");
            assertThatIllegalStateException().isThrownBy(reader::rollback);
            assertThat(reader.size()).isEqualTo(4);
        }
    }
}
