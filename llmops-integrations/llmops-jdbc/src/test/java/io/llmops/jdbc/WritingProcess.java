package io.llmops.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.CapturedContent;
import io.llmops.api.ledger.ContentCapture;
import io.llmops.api.ledger.LedgerStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * A process that appends batches without end and prints the number of each that is kept, until it is killed. It is started
 * ahead of its turn and waits to be told where to begin, since starting takes longer than all the rest.
 */
final class WritingProcess {

    static final int BATCH = 25;
    private static final int MOST_BATCHES = 40;
    private static final double MOST_NANOS = 2_000_000;

    private final Process process;

    private WritingProcess(Process process) {
        this.process = process;
    }

    static WritingProcess start(Path file, Path temporary) throws IOException {
        return new WritingProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-Xmx64m",
                        "-Dorg.sqlite.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        WritingProcess.class.getName(),
                        "jdbc:sqlite:" + file)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Lets it write from batch {@code from} on and kills it at a random point; the number after the last acknowledged. */
    int writeAndKill(int from, SplittableRandom random) throws IOException, InterruptedException {
        int batches = 1 + random.nextInt(MOST_BATCHES);
        long nanos = (long) (random.nextDouble() * MOST_NANOS);
        int acknowledged = from;
        try (BufferedReader lines = process.inputReader(UTF_8);
                Writer begin = process.outputWriter(UTF_8)) {
            begin.write(from + "\n");
            begin.flush();
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
        }
        end();
        return acknowledged;
    }

    /** Kills it if it lives and waits for its end. */
    void end() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    /** The process: the URL is its argument, where to begin its first line of input. */
    public static void main(String[] arguments) throws IOException {
        StringBuilder first = new StringBuilder();
        // Touches what writing needs, so that it is loaded while others have their turn.
        records(0);
        for (int c = System.in.read(); c != '\n'; c = System.in.read()) {
            if (c < 0) {
                return;
            }
            first.append((char) c);
        }
        try (LedgerStore ledger = new JdbcStoreProvider().ledgerStore(arguments[0])) {
            for (int batch = Integer.parseInt(first.toString()); true; batch++) {
                ledger.append(records(batch));
                System.out.println(batch);
                System.out.flush();
            }
        }
    }

    /** Every other one with content, which is in a second table. */
    private static List<CallRecord> records(int batch) {
        List<CallRecord> records = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            CapturedContent content = i % 2 == 0
                    ? null
                    : new CapturedContent(ContentCapture.FULL, "问题 " + batch, List.of(), "回答 ".repeat(20));
            records.add(CallRecord.builder(batch + "-" + i, Instant.ofEpochSecond(batch), CallKind.CHAT, "崩溃")
                    .tools(List.of("search", "查"))
                    .content(content)
                    .build());
        }
        return records;
    }
}
