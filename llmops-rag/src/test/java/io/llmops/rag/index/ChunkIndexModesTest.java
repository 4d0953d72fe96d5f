package io.llmops.rag.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.llmops.api.exception.IndexException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
    void should_see_each_commit_of_another_and_nothing_before_it() {
        try (ChunkIndex writer = ChunkIndex.open(directory, Chunks.SETTINGS);
                ChunkIndex reader = ChunkIndex.openReadOnly(directory)) {
            for (int i = 0; i < 30; i++) {
                Chunks.put(writer, "d" + i + ".md", "1", "text " + i);
                assertThat(reader.documents()).hasSize(i);
                writer.commit();
                assertThat(reader.documents()).hasSize(i + 1);
                assertThat(reader.vector(Chunks.MODEL.vector("text " + i), i + 1))
                        .extracting(Hit::document)
                        .contains("d" + i + ".md");
            }
            writer.remove("d3.md");
            writer.commit();
            assertThat(reader.documents()).hasSize(29).doesNotContainKey("d3.md");
            assertThat(reader.check()).isEmpty();
            assertThat(reader.settings()).isEqualTo(Chunks.SETTINGS);
        }
    }

    @Test
    void should_answer_from_the_last_commit_while_the_index_is_deleted_and_from_the_new_one_then() throws IOException {
        Chunks.build(directory);
        try (ChunkIndex reader = ChunkIndex.openReadOnly(directory)) {
            deleteFiles();
            assertThat(reader.keyword("年假", 5)).extracting(Hit::document).containsExactly("请假.md");
            Chunks.build(directory);
            try (ChunkIndex writer = ChunkIndex.open(directory, Chunks.SETTINGS)) {
                Chunks.put(writer, "new.md", "1", "another");
                writer.commit();
            }
            assertThat(reader.documents()).containsOnlyKeys("leave.md", "new.md", "请假.md");
        }
    }

    @Test
    @Timeout(60)
    void should_answer_many_threads_whole_while_another_commits_and_builds_anew() throws Exception {
        Chunks.build(directory);
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService readers = Executors.newFixedThreadPool(4);
        try (ChunkIndex reader = ChunkIndex.openReadOnly(directory)) {
            List<Future<Integer>> answers = Stream.generate(() -> readers.submit(() -> {
                        int searches = 0;
                        for (; !done.get(); searches++) {
                            int found = reader.vector(Chunks.MODEL.vector("leave"), 100)
                                    .size();
                            assertThat(found == 0 || found >= 4)
                                    .as("%s chunks, of an index that begins empty", found)
                                    .isTrue();
                        }
                        return searches;
                    }))
                    .limit(4)
                    .toList();
            for (int build = 0; build < 5; build++) {
                try (ChunkIndex writer = ChunkIndex.open(directory, Chunks.SETTINGS)) {
                    for (int i = 0; i < 10; i++) {
                        Chunks.put(writer, "d" + i + ".md", "1", "text " + i);
                        writer.commit();
                    }
                }
                deleteFiles();
                Chunks.build(directory);
            }
            done.set(true);
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isPositive();
            }
            assertThat(reader.size()).isEqualTo(4);
        } finally {
            done.set(true);
            readers.shutdown();
        }
    }

    @Test
    void should_answer_on_an_interrupted_thread() {
        Chunks.build(directory);
        try (ChunkIndex reader = ChunkIndex.openReadOnly(directory)) {
            Thread.currentThread().interrupt();
            assertThat(reader.size()).isEqualTo(4);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(reader.size()).isEqualTo(4);
        }
    }

    @Test
    void should_not_compare_its_question_with_vectors_of_an_index_that_another_model_built_in_the_same_place()
            throws IOException {
        Chunks.build(directory);
        try (ChunkIndex reader = ChunkIndex.openReadOnly(directory)) {
            deleteFiles();
            IndexSettings quantised = new IndexSettings("test/hash", "hash-q", Chunks.DIMENSION);
            try (ChunkIndex writer = ChunkIndex.open(directory, quantised)) {
                Chunks.put(writer, "new.md", "1", "another");
                writer.commit();
            }
            for (int i = 0; i < 2; i++) {
                assertThatExceptionOfType(IndexException.class)
                        .isThrownBy(() -> reader.vector(Chunks.MODEL.vector("another"), 5))
                        .withMessageContainingAll("test/hash-q (dimension 64)", "test/hash (dimension 64)");
            }
        }
    }

    private void deleteFiles() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
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
