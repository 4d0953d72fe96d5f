package io.llmops.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.ledger.LedgerStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills a writing process at random points, again and again on the same file. */
@Timeout(300)
class CrashTest {

    private static final int KILLS = 10;
    private static final int MOST_BATCHES = 150;
    private static final long MOST_NANOS = 3_000_000;

    @TempDir
    Path directory;

    @Test
    void should_lose_no_acknowledged_record_and_keep_no_half_batch_when_the_process_is_killed() throws Exception {
        long seed = System.nanoTime();
        System.out.println("CrashTest seed " + seed);
        Random random = new Random(seed);
        Path file = directory.resolve("ledger.db");
        int next = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            int acknowledged = writeAndKill(file, next, random);
            Map<Integer, Integer> kept = kept(file);
            for (int batch = 0; batch < acknowledged; batch++) {
                assertThat(kept)
                        .as("kill %d, seed %d: batch %d of %d acknowledged", kill, seed, batch, acknowledged)
                        .containsEntry(batch, LedgerWriter.BATCH);
            }
            assertThat(kept.values())
                    .as("kill %d, seed %d: half batches", kill, seed)
                    .containsOnly(LedgerWriter.BATCH);
            assertThat(integrity(file)).isEqualTo("ok");
            next = kept.size();
        }
    }

    /** How many batches were acknowledged in all, when the process was dead. */
    private int writeAndKill(Path file, int from, Random random) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.sqlite.tmpdir=" + directory,
                        "-cp",
                        System.getProperty("java.class.path"),
                        LedgerWriter.class.getName(),
                        "jdbc:sqlite:" + file,
                        Integer.toString(from))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int batches = 1 + random.nextInt(MOST_BATCHES);
        long nanos = (long) (random.nextDouble() * MOST_NANOS);
        int acknowledged = from;
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            for (int i = 0; i < batches; i++) {
                acknowledged = 1 + Integer.parseInt(lines.readLine());
            }
            long end = System.nanoTime() + nanos;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            // By its handle: Process.destroyForcibly closes the stream, but what it had printed counts.
            process.toHandle().destroyForcibly();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                acknowledged = Math.max(acknowledged, 1 + Integer.parseInt(line));
            }
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        return acknowledged;
    }

    private static Map<Integer, Integer> kept(Path file) {
        Map<Integer, Integer> recordsPerBatch = new TreeMap<>();
        try (LedgerStore ledger = new JdbcStoreProvider().ledgerStore("jdbc:sqlite:" + file)) {
            ledger.scan(LedgerQuery.all(), call -> {
                String batch = call.id().substring(0, call.id().indexOf('-'));
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
