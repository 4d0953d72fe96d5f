package io.llmops.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.ledger.LedgerStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it writes loses no batch that it was told is kept, and leaves no half of one. */
class CrashTest {

    private static final int BATCH = 50;
    private static final int MOST_ACKNOWLEDGED = 60;

    @TempDir
    Path directory;

    @RepeatedTest(10)
    void should_keep_every_acknowledged_batch_when_the_process_is_killed(RepetitionInfo repetition) throws Exception {
        long seed = 20_261_124L + repetition.getCurrentRepetition();
        System.out.println("seed " + seed);
        int killAfter = 1 + new Random(seed).nextInt(MOST_ACKNOWLEDGED);
        Path file = directory.resolve("llmops.db");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<Integer> acknowledged = acknowledgedUntil(killAfter, child);

        Set<String> kept = new HashSet<>();
        try (LedgerStore store = new JdbcStoreProvider().ledgerStore("jdbc:sqlite:" + file)) {
            store.scan(LedgerQuery.all(), r -> kept.add(r.id()));
        }

        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(killAfter);
        acknowledged.forEach(batch -> assertThat(kept).contains(id(batch, 0), id(batch, BATCH - 1)));
        assertThat(kept.size() % BATCH)
                .as("no half batch among %s records", kept.size())
                .isZero();
    }

    private static List<Integer> acknowledgedUntil(int killAfter, Process child)
            throws IOException, InterruptedException {
        List<Integer> acknowledged = new ArrayList<>();
        try (BufferedReader out = child.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                acknowledged.add(Integer.parseInt(line));
                if (acknowledged.size() == killAfter) {
                    child.toHandle().destroyForcibly(); // unlike Process.destroyForcibly, leaves what was said readable
                }
            }
        } finally {
            child.destroyForcibly();
            assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        return acknowledged;
    }

    static String id(int batch, int index) {
        return batch + "-" + index;
    }

    /** The child: writes batches and says of each that it is kept. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) {
            try (LedgerStore store = new JdbcStoreProvider().ledgerStore("jdbc:sqlite:" + arguments[0])) {
                for (int batch = 0; batch < 100_000; batch++) {
                    List<CallRecord> records = new ArrayList<>();
                    for (int i = 0; i < BATCH; i++) {
                        records.add(CallRecord.builder(id(batch, i), Instant.ofEpochSecond(batch), CallKind.CHAT, "s")
                                .build());
                    }
                    store.append(records);
                    System.out.println(batch);
                }
            }
        }
    }
}
