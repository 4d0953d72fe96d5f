package io.llmops.rag.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.llmops.api.exception.IndexException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedIndexTest {

    private static final long SEED = 20_261_124;
    private static final int FLIPS_PER_FILE = 40;

    private final Path directory;
    private final List<Path> files;

    DamagedIndexTest(@TempDir Path root) throws IOException {
        directory = root.resolve("index");
        Chunks.build(directory);
        try (ChunkIndex index = ChunkIndex.open(directory, Chunks.SETTINGS)) {
            index.remove("leave.md");
            Chunks.put(index, "more.md", "1", "more text", "还有");
            index.commit();
        }
        try (var all = Files.list(directory)) {
            files = all.filter(f -> !f.getFileName().toString().equals("write.lock"))
                    .sorted()
                    .toList();
        }
        assertThat(files).hasSizeGreaterThan(5);
    }

    @Test
    void should_find_every_flipped_bit_when_it_opens() throws IOException {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            for (int i = 0; i < FLIPS_PER_FILE; i++) {
                int bit = random.nextInt(bytes.length * 8);
                byte[] flipped = bytes.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                Files.write(file, flipped);
                assertRefused(file + ", bit " + bit);
            }
            Files.write(file, bytes);
        }
        assertSound();
    }

    @Test
    void should_find_every_file_that_was_cut_short_or_lost() throws IOException {
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            for (int length : new int[] {0, 1, bytes.length / 2, bytes.length - 1}) {
                Files.write(file, Arrays.copyOf(bytes, length));
                assertRefused(file + ", cut to " + length);
            }
            Files.delete(file);
            assertThat(catchThrowable(() -> ChunkIndex.openReadOnly(directory))).isInstanceOf(IndexException.class);
            Files.write(file, bytes);
        }
        assertSound();
    }

    private void assertRefused(String damage) {
        for (Throwable thrown : List.of(
                catchThrowable(() -> ChunkIndex.open(directory, Chunks.SETTINGS).close()),
                catchThrowable(() -> ChunkIndex.openReadOnly(directory).close()))) {
            assertThat(thrown)
                    .as(damage)
                    .isInstanceOf(IndexException.class)
                    .hasMessageContaining(directory.toString())
                    .hasMessageContaining("delete the directory and ingest again");
        }
    }

    /** Refusing left everything as it was. */
    private void assertSound() {
        try (ChunkIndex index = ChunkIndex.open(directory, Chunks.SETTINGS)) {
            assertThat(index.documents()).containsOnlyKeys("more.md", "请假.md");
            assertThat(index.check()).isEmpty();
        }
    }
}
