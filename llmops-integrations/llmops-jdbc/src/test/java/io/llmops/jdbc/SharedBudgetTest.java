package io.llmops.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.api.budget.BudgetCount;
import io.llmops.api.budget.BudgetStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that share one budget through one file, one of which is killed while it holds a part of it. */
@Timeout(600)
class SharedBudgetTest {

    private static final int LIMIT = 400;
    private static final int HELD = 50;

    @TempDir
    Path directory;

    @Test
    void should_serve_exactly_the_limit_by_three_processes_though_a_fourth_is_killed_with_a_part_of_it()
            throws Exception {
        String url = "jdbc:sqlite:" + directory.resolve("shared.db");
        List<Process> processes = new ArrayList<>();
        try {
            Process hoarder = start(processes, url, "hoard");
            try (BufferedReader lines = hoarder.inputReader(UTF_8)) {
                for (int held = 0; held < HELD; ) {
                    held += lines.readLine().equals("held") ? 1 : 0;
                }
                hoarder.destroyForcibly();
            }
            List<CompletableFuture<Integer>> spent = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Process spender = start(processes, url, "spend");
                spent.add(CompletableFuture.supplyAsync(() -> spent(spender), task -> new Thread(task).start()));
            }
            int sum = spent.stream()
                    .mapToInt(s -> s.orTimeout(400, TimeUnit.SECONDS).join())
                    .sum();
            assertThat(sum).as("calls that were served").isEqualTo(LIMIT);
        } finally {
            for (Process process : processes) {
                process.destroyForcibly();
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            }
        }
        try (BudgetStore store = new JdbcBudgetStoreProvider().budgetStore(url)) {
            BudgetCount count = store.count(BudgetSpender.COUNTER, BudgetSpender.DAY);
            assertThat(count.spent().intValueExact()).isEqualTo(LIMIT);
            assertThat(count.reserved().signum()).as("what is still reserved").isZero();
        }
    }

    private Process start(List<Process> processes, String url, String how) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-Dfile.encoding=UTF-8",
                        "-Dorg.sqlite.tmpdir=" + directory,
                        "-cp",
                        System.getProperty("java.class.path"),
                        BudgetSpender.class.getName(),
                        url,
                        Integer.toString(LIMIT),
                        how)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        processes.add(process);
        return process;
    }

    private static int spent(Process process) {
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            return (int) lines.lines().filter("spent"::equals).count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
