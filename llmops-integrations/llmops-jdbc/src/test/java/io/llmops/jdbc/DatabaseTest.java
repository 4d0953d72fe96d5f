package io.llmops.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.eval.ExperimentRow;
import io.llmops.api.eval.ExperimentRun;
import io.llmops.api.eval.ExperimentStore;
import io.llmops.api.exception.StoreException;
import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.ledger.LedgerStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

    @TempDir
    Path directory;

    @Test
    void should_make_the_directory_of_a_new_store() {
        Path file = directory.resolve("a/b/llmops.db");
        open(file).close();

        assertThat(file).isRegularFile();
    }

    @Test
    void should_name_a_file_that_is_no_database_and_leave_it_as_it_is() throws IOException {
        Path file = Files.writeString(
                directory.resolve("notes.txt"), "these are notes, and no database at all. ".repeat(50));

        assertThatThrownBy(() -> open(file))
                .isInstanceOf(StoreException.class)
                .hasMessageContainingAll("notes.txt", "no SQLite database");
        assertThat(file).content().startsWith("these are notes");
    }

    @Test
    void should_name_a_directory_that_stands_where_the_file_should_be() {
        assertThatThrownBy(() -> open(directory))
                .isInstanceOf(StoreException.class)
                .hasMessageContainingAll(directory.toString(), "is a directory");
    }

    @Test
    void should_refuse_a_store_of_a_newer_version_and_say_which() throws SQLException {
        Path file = directory.resolve("llmops.db");
        open(file).close();
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement s = c.createStatement()) {
            s.execute("INSERT INTO llmops_schema (version) VALUES (99)");
        }

        assertThatThrownBy(() -> open(file))
                .isInstanceOf(StoreException.class)
                .hasMessageContainingAll("newer", "99", String.valueOf(Tables.STORES.version()));
    }

    @Test
    void should_name_a_damaged_store_when_it_is_read() throws IOException {
        Path file = directory.resolve("llmops.db");
        try (LedgerStore store = open(file)) {
            store.append(records(2_000));
        }
        byte[] bytes = Files.readAllBytes(file);
        byte[] noise = "damage".repeat(20_000).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(noise, 0, bytes, 8_192, Math.min(noise.length, bytes.length - 8_192));
        Files.write(file, bytes);

        assertThatThrownBy(() -> {
                    try (LedgerStore store = open(file)) {
                        store.scan(LedgerQuery.all(), r -> {});
                    }
                })
                .isInstanceOf(StoreException.class)
                .hasMessageContainingAll("llmops.db", "damaged");
    }

    @Test
    void should_let_ledger_and_experiments_write_to_one_file_at_once() throws Exception {
        String url = "jdbc:sqlite:" + directory.resolve("llmops.db");
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (LedgerStore ledger = new JdbcStoreProvider().ledgerStore(url);
                ExperimentStore experiments = new JdbcStoreProvider().experimentStore(url)) {
            experiments.begin(new ExperimentRun("run", "n", "d", List.of("a"), 1, Instant.EPOCH));
            Future<?> one = threads.submit(() -> records(300).forEach(r -> ledger.append(List.of(r))));
            Future<?> other = threads.submit(() -> {
                for (int i = 1; i <= 300; i++) {
                    experiments.append("run", List.of(new ExperimentRow("e", "a", i, "text", Map.of(), null)));
                }
            });
            one.get();
            other.get();

            assertThat(experiments.rows("run")).hasSize(300);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void should_not_show_the_settings_of_a_url_in_a_message() {
        assertThatThrownBy(
                        () -> new JdbcStoreProvider().ledgerStore("jdbc:postgresql://127.0.0.1:1/x?password=hunter2"))
                .isInstanceOf(StoreException.class)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void should_accept_only_urls_that_it_can_open() {
        JdbcStoreProvider provider = new JdbcStoreProvider();

        assertThat(provider.accepts("jdbc:sqlite:x.db")).isTrue();
        assertThat(provider.accepts("jdbc:mysql://x")).isFalse();
        assertThatThrownBy(() -> provider.ledgerStore("jdbc:mysql://x")).isInstanceOf(StoreException.class);
    }

    static List<CallRecord> records(int count) {
        List<CallRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(CallRecord.builder("id-" + i, Instant.ofEpochSecond(i), CallKind.CHAT, "scenario")
                    .build());
        }
        return records;
    }

    private static LedgerStore open(Path file) {
        return new JdbcStoreProvider().ledgerStore("jdbc:sqlite:" + file);
    }
}
