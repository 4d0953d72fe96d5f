package io.llmops.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.ledger.LedgerStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * R8 of the promises: a writing process is killed at random points, each time on the file that the last kill left, 100 times
 * or with {@code -Psoak} 1,000 times; some files side by side, each with the next process already started.
 */
@Timeout(1_800)
class CrashTest {

    private static final int KILLS = Boolean.getBoolean("llmops.soak") ? 1_000 : 100;
    private static final int FILES = 4;

    @TempDir
    Path directory;

    @Test
    void should_lose_no_acknowledged_record_and_keep_no_half_batch_when_the_process_is_killed() throws Exception {
        long seed = System.nanoTime();
        System.out.println("CrashTest seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        ExecutorService threads = Executors.newFixedThreadPool(FILES);
        List<Callable<Integer>> files = new ArrayList<>();
        for (int f = 0; f < FILES; f++) {
            Path file = directory.resolve("ledger-" + f + ".db");
            SplittableRandom own = random.split();
            files.add(() -> killAgainAndAgain(file, own, seed));
        }
        try {
            int acknowledged = 0;
            for (Future<Integer> one : threads.invokeAll(files)) {
                acknowledged += one.get();
            }
            System.out.println("CrashTest: " + KILLS + " kills, " + acknowledged + " batches acknowledged and found");
        } finally {
            threads.shutdownNow();
            assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private int killAgainAndAgain(Path file, SplittableRandom random, long seed) throws Exception {
        int next = 0;
        int acknowledgedInAll = 0;
        Deque<WritingProcess> started = new ArrayDeque<>();
        try {
            started.add(WritingProcess.start(file, directory));
            for (int kill = 1; kill <= KILLS / FILES; kill++) {
                started.add(WritingProcess.start(file, directory));
                int acknowledged = started.removeFirst().writeAndKill(next, random);
                Map<Integer, Integer> kept = kept(file, next);
                for (int batch = next; batch < acknowledged; batch++) {
                    assertThat(kept)
                            .as("kill %d of %s, seed %d: batch %d of %d", kill, file, seed, batch, acknowledged)
                            .containsEntry(batch, WritingProcess.BATCH);
                }
                assertThat(kept.values())
                        .as("kill %d of %s, seed %d: half batches", kill, file, seed)
                        .containsOnly(WritingProcess.BATCH);
                assertThat(integrity(file)).isEqualTo("ok");
                acknowledgedInAll += acknowledged - next;
                next += kept.size();
            }
            assertThat(kept(file, 0)).as("all that was ever acknowledged").hasSize(next);
        } finally {
            for (WritingProcess process : started) {
                process.end();
            }
        }
        return acknowledgedInAll;
    }

    /** Records by batch, from that batch on: those before it were looked at after the kills before. */
    private static Map<Integer, Integer> kept(Path file, int from) {
        Map<Integer, Integer> recordsPerBatch = new TreeMap<>();
        LedgerQuery query =
                LedgerQuery.builder().from(Instant.ofEpochSecond(from)).build();
        try (LedgerStore ledger = new JdbcStoreProvider().ledgerStore("jdbc:sqlite:" + file)) {
            ledger.scan(query, call -> {
                String batch = call.id().substring(0, call.id().indexOf('-'));
                boolean odd = Integer.parseInt(call.id().substring(call.id().indexOf('-') + 1)) % 2 == 1;
                assertThat(call.content().isPresent())
                        .as("content of %s", call.id())
                        .isEqualTo(odd);
                recordsPerBatch.merge(Integer.valueOf(batch), 1, Integer::sum);
            });
        }
        return recordsPerBatch;
    }

    private static String integrity(Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            return statement.executeQuery("PRAGMA integrity_check").getString(1);
        }
    }
}
