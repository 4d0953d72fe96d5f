package io.llmops.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.llmops.api.exception.StoreException;
import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.ledger.LedgerStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What SQLite files can be found in, and what the store says then. */
class SqliteFileTest {

    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    @TempDir
    Path directory;

    @Test
    void should_leave_one_file_behind_when_it_is_closed() {
        Path file = directory.resolve("ledger.db");
        try (LedgerStore ledger = open(file)) {
            ledger.append(calls(10));
        }
        assertThat(directory.toFile().list()).containsExactly("ledger.db");
    }

    @Test
    void should_refuse_a_file_whose_directory_is_a_file() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> open(file.resolve("ledger.db")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("ledger.db");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:sqlite:", "jdbc:sqlite::memory:", "jdbc:sqlite:?synchronous=FULL"})
    void should_refuse_a_database_that_is_kept_nowhere(String url) {
        assertThatThrownBy(() -> new JdbcStoreProvider().ledgerStore(url))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("use jdbc:sqlite:FILE");
    }

    @Test
    void should_refuse_a_file_that_must_not_be_written() throws Exception {
        Path file = directory.resolve("ledger.db");
        open(file).close();
        assertThat(file.toFile().setWritable(false)).isTrue();
        assumeFalse(Files.isWritable(file), "this user may write every file");
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("read-only");
    }

    @Test
    void should_say_that_a_store_is_read_only_when_it_is_written() {
        Path file = directory.resolve("ledger.db");
        open(file).close();
        try (LedgerStore ledger = new JdbcStoreProvider().ledgerStore("jdbc:sqlite:" + file + "?open_mode=1")) {
            assertThatThrownBy(() -> ledger.append(calls(1)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("read-only");
        }
    }

    @Test
    void should_write_ahead_with_the_chosen_synchronous_setting() throws Exception {
        Path file = directory.resolve("ledger.db");
        assertThat(pragma("jdbc:sqlite:" + file, "journal_mode")).isEqualTo("wal");
        assertThat(pragma("jdbc:sqlite:" + file, "synchronous")).isEqualTo("1");
        assertThat(pragma("jdbc:sqlite:" + file + "?synchronous=FULL", "synchronous"))
                .isEqualTo("2");
        assertThat(pragma("jdbc:sqlite:" + file, "foreign_keys")).isEqualTo("1");
        assertThat(pragma("jdbc:sqlite:" + file, "busy_timeout")).isEqualTo("10000");
    }

    @Test
    void should_find_in_the_order_of_an_index_so_that_nothing_is_sorted_in_memory() throws Exception {
        Path file = directory.resolve("ledger.db");
        open(file).close();
        assertThat(plan(file, LedgerQuery.builder().run("r").build())).contains("SEARCH", "call_record_by_run");
        assertThat(plan(file, LedgerQuery.builder().scenario("s").build()))
                .contains("SEARCH", "call_record_by_scenario");
        List<LedgerQuery.Builder> queries = List.of(
                LedgerQuery.builder(),
                LedgerQuery.builder().scenario("s"),
                LedgerQuery.builder().tenant("t"),
                LedgerQuery.builder().run("r"),
                LedgerQuery.builder().scenario("s").tenant("t").run("r"));
        for (LedgerQuery.Builder query : queries) {
            assertThat(plan(file, query.build())).contains("USING INDEX").doesNotContain("TEMP B-TREE");
            LedgerQuery bounded = query.from(START).to(START.plusSeconds(60)).build();
            assertThat(plan(file, bounded))
                    .as("the index finds the time, too")
                    .contains("SEARCH", "started_s")
                    .doesNotContain("TEMP B-TREE");
        }
    }

    private static LedgerStore open(Path file) {
        return new JdbcStoreProvider().ledgerStore("jdbc:sqlite:" + file);
    }

    private static List<CallRecord> calls(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> CallRecord.builder("c" + i, START.plusSeconds(i), CallKind.CHAT, "s")
                        .build())
                .toList();
    }

    private static String pragma(String url, String name) {
        try (Database database = Database.open(url)) {
            return database.write(connection -> {
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("PRAGMA " + name)) {
                    return rows.getString(1);
                }
            });
        }
    }

    private static String plan(Path file, LedgerQuery query) throws SQLException {
        RecordFilter filter = RecordFilter.of(query);
        StringBuilder plan = new StringBuilder();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                PreparedStatement statement = connection.prepareStatement(
                        "EXPLAIN QUERY PLAN " + JdbcLedgerStore.sql(filter, query.details()))) {
            filter.set(statement);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    plan.append(rows.getString("detail")).append('\n');
                }
            }
        }
        return plan.toString();
    }
}
