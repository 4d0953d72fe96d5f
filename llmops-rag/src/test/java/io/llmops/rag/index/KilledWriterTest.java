package io.llmops.rag.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.llmops.api.exception.LockedException;
import io.llmops.rag.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class KilledWriterTest {

    private static final long SEED = 42;
    private static final int KILLS = 10;

    private final Path directory;

    KilledWriterTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void should_hold_every_acknowledged_commit_whole_whenever_the_writer_is_killed() throws Exception {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        int steps = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            int acknowledged = runAndKill(steps, 1 + random.nextInt(12), random.nextInt(30_000));
            steps = assertWhole(acknowledged);
        }
        System.out.println(steps + " commits, " + KILLS + " kills");
    }

    @Test
    void should_name_the_process_that_has_it_open() throws Exception {
        Process writer = start(0);
        try (BufferedReader out = writer.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).isEqualTo("open");
            assertThatExceptionOfType(LockedException.class)
                    .isThrownBy(() -> ChunkIndex.open(directory, Chunks.SETTINGS))
                    .withMessageContaining("process " + writer.pid());
        } finally {
            writer.destroyForcibly().waitFor();
        }
        ChunkIndex.open(directory, Chunks.SETTINGS).close();
    }

    /** Kills so many microseconds after so many acknowledgements; returns how many steps were acknowledged in all. */
    private int runAndKill(int firstStep, int acks, int microseconds) throws Exception {
        Process writer = start(firstStep);
        int acknowledged = firstStep;
        try (BufferedReader out = writer.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).isEqualTo("open");
            for (int i = 0; i < acks; i++) {
                acknowledged = next(out.readLine(), acknowledged);
            }
            assertThat(writer.waitFor(microseconds, TimeUnit.MICROSECONDS)).isFalse();
            writer.toHandle()
                    .destroyForcibly(); // the handle's, because the process's own throws away what it said last
            for (String line = out.readLine(); line != null && line.startsWith("ack "); line = out.readLine()) {
                acknowledged = next(line, acknowledged);
            }
        } finally {
            writer.destroyForcibly().waitFor();
        }
        return acknowledged;
    }

    private static int next(@Nullable String line, int acknowledged) {
        assertThat(line).isEqualTo("ack " + acknowledged);
        return acknowledged + 1;
    }

    /** The last commit may have been killed before it was acknowledged: then it is there whole, or not at all. */
    private int assertWhole(int acknowledged) {
        try (ChunkIndex index = ChunkIndex.open(directory, Chunks.SETTINGS)) {
            Map<String, String> documents = index.documents();
            int steps = documents.equals(KilledWriter.after(acknowledged)) ? acknowledged : acknowledged + 1;
            assertThat(documents).isEqualTo(KilledWriter.after(steps));
            assertThat(index.check()).isEmpty();
            TreeMap<String, String> expected = new TreeMap<>();
            documents.forEach((document, version) -> {
                String[] texts = KilledWriter.texts(Integer.parseInt(document.substring(2)), Integer.parseInt(version));
                for (int i = 0; i < texts.length; i++) {
                    expected.put(document + "#" + i, texts[i]);
                }
            });
            TreeMap<String, String> found = new TreeMap<>();
            List<Hit> all = index.vector(Chunks.MODEL.vector("文档 version chunk"), 1_000);
            all.forEach(hit -> found.put(hit.id(), hit.text()));
            assertThat(found).isEqualTo(expected);
            assertThat(index.keyword("文档", 1_000)).hasSameSizeAs(all);
            return steps;
        }
    }

    private Process start(int firstStep) throws IOException {
        return ChildJvm.start(KilledWriter.class, directory.toString(), Integer.toString(firstStep));
    }
}
