package io.llmops.rag;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.rag.index.IndexedDocument;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * R8 of the promises: a process that syncs is killed at random steps, each time on the index that the last kill left, five
 * times in a row or with {@code -Psoak} in fifty rows of five.
 */
@Timeout(3_600)
class KilledSyncTest {

    private static final int ROUNDS = Boolean.getBoolean("llmops.soak") ? 50 : 1;
    private static final int KILLS = 5;
    private static final int STEPS = 1_200;

    @Test
    void should_neither_lose_nor_double_a_document_when_a_sync_is_killed_and_run_again(@TempDir Path directory)
            throws Exception {
        long seed = System.nanoTime();
        System.out.println("KilledSyncTest seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Path own = directory.resolve("round-" + round);
            long changes = random.nextLong();
            for (int kill = 0; kill < KILLS; kill++) {
                runAndKill(own, changes, random.nextInt(STEPS));
            }
            assertWhole(own, changes, "seed " + seed + ", round " + round);
        }
    }

    /** Kills at that step, if it gets so far. */
    private static void runAndKill(Path directory, long changes, int step) throws Exception {
        Process process = start(directory, changes);
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            assertThat(line).isNotNull();
            for (int i = 0; i < step && line != null && !line.equals("done"); i++) {
                line = out.readLine();
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static void assertWhole(Path directory, long changes, String when) {
        FakeSource folder = KilledSync.folder();
        Map<String, String> rows = KilledSync.after(changes);
        TreeSet<String> expected = new TreeSet<>(rows.keySet());
        expected.addAll(folder.documents.keySet());
        try (FakeHost host = new FakeHost(directory)) {
            KnowledgeBase kb = KilledSync.base(host, directory, folder, KilledSync.topic(changes));
            assertThat(kb.check()).as("before the last sync, %s", when).isEmpty();
            kb.sync();
            assertThat(kb.documents()).as(when).isEqualTo(expected);
            assertThat(kb.size()).as("chunks, %s", when).isEqualTo(expected.size());
            assertThat(kb.check()).as(when).isEmpty();
            rows.forEach((id, text) -> assertThat(
                            kb.document(id).map(IndexedDocument::version).orElseThrow())
                    .as("%s, %s", id, when)
                    .startsWith("v" + text.hashCode() + "~"));
        }
    }

    private static Process start(Path directory, long changes) throws IOException {
        return ChildJvm.start(KilledSync.class, directory.toString(), Long.toString(changes));
    }
}
