package io.llmops.benchmarks.ledger;

import com.sun.management.OperatingSystemMXBean;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.LedgerStore;
import io.llmops.core.ledger.Dimension;
import io.llmops.core.ledger.Ledger;
import io.llmops.core.ledger.LedgerWriter;
import io.llmops.jdbc.JdbcStoreProvider;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes records into a new SQLite file through the ledger's writer, as an application does, then asks for reports. Records
 * carry five passages, an attempt and both fingerprints, about 1.3 kB each. Options: {@code -Drecords=1000000}, {@code
 * -Durl=} of a store in place of a temporary file, {@code -Dreports=true}.
 */
public final class LedgerThroughput {

    private static final OperatingSystemMXBean MACHINE =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final int CHUNK = 100_000;

    private LedgerThroughput() {}

    /** Runs it and prints the figures. */
    public static void main(String[] arguments) throws IOException {
        int records = Integer.getInteger("records", 1_000_000);
        Path directory = Files.createTempDirectory("llmops-ledger");
        Path file = directory.resolve("ledger.db");
        try (LedgerStore store =
                new JdbcStoreProvider().ledgerStore(System.getProperty("url", "jdbc:sqlite:" + file))) {
            write(store, records);
            if (Files.exists(file)) {
                System.out.printf(Locale.ROOT, "file: %,d bytes a record%n", Files.size(file) / records);
            }
            if (!System.getProperty("reports", "true").equals("false")) {
                reports(store, records);
            }
        } finally {
            for (String name : List.of("ledger.db", "ledger.db-wal", "ledger.db-shm")) {
                Files.deleteIfExists(directory.resolve(name));
            }
            Files.delete(directory);
        }
    }

    /** The calls are made beforehand, so that only the ledger is measured; a full queue is waited for, so none is lost. */
    private static void write(LedgerStore store, int records) {
        SampleCalls calls = new SampleCalls(17, START);
        long nanos = 0;
        long cpu = 0;
        try (LedgerWriter writer = new LedgerWriter(store)) {
            for (int done = 0; done < records; done += CHUNK) {
                List<CallRecord> chunk = new ArrayList<>();
                for (int i = 0; i < CHUNK; i++) {
                    chunk.add(calls.next());
                }
                long before = System.nanoTime();
                long cpuBefore = MACHINE.getProcessCpuTime();
                for (int i = 0; i < chunk.size(); i++) {
                    writer.write(chunk.get(i));
                    if (i % (LedgerWriter.BATCH * 10) == 0) {
                        writer.flush(Duration.ofMinutes(1));
                    }
                }
                writer.flush(Duration.ofMinutes(1));
                long took = System.nanoTime() - before;
                long used = MACHINE.getProcessCpuTime() - cpuBefore;
                nanos += took;
                cpu += used;
                System.out.printf(
                        Locale.ROOT,
                        "%,11d records: %,8.0f a second, %5.1f us CPU a record%n",
                        done + CHUNK,
                        CHUNK / (took / 1e9),
                        used / 1e3 / CHUNK);
            }
            System.out.printf(
                    Locale.ROOT,
                    "all: %,.0f records a second, %.1f us CPU a record, %d lost%n",
                    records / (nanos / 1e9),
                    cpu / 1e3 / records,
                    writer.dropped());
        }
    }

    private static void reports(LedgerStore store, int records) {
        Duration all = Duration.ofMillis(100L * records);
        Ledger ledger = Ledger.of(store, Clock.fixed(START.plus(all), ZoneOffset.UTC));
        for (int round = 0; round < 2; round++) {
            time(
                    "everything in one row",
                    () -> ledger.by().since(all).report().groups().size());
            time("by scenario, tenant, prompt version and model, each hour", () -> ledger.by(
                            Dimension.SCENARIO, Dimension.TENANT, Dimension.PROMPT_VERSION, Dimension.MODEL)
                    .every(Duration.ofHours(1))
                    .since(all)
                    .report()
                    .groups()
                    .size());
            time("by scenario, the last hour", () -> ledger.by(Dimension.SCENARIO)
                    .since(Duration.ofHours(1))
                    .report()
                    .groups()
                    .size());
            time(
                    "repeated questions",
                    () -> ledger.repeatedQuestions(all).questions().size());
            time(
                    "content filter by document",
                    () -> ledger.contentFilter(all).documents().size());
            time("all scenarios, with knowledge and words", () -> ledger.scenarios(all)
                    .size());
        }
    }

    /** Work that gives the size of its answer. */
    private interface Work {
        int rows();
    }

    private static void time(String name, Work work) {
        long before = System.nanoTime();
        long cpuBefore = MACHINE.getProcessCpuTime();
        int rows = work.rows();
        System.out.printf(
                Locale.ROOT,
                "%-58s %6.2f s, %6.2f s CPU, %,d rows%n",
                name,
                (System.nanoTime() - before) / 1e9,
                (MACHINE.getProcessCpuTime() - cpuBefore) / 1e9,
                rows);
    }
}
