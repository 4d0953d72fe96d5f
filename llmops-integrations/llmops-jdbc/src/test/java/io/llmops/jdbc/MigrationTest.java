package io.llmops.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.budget.BudgetCount;
import io.llmops.api.budget.BudgetStore;
import io.llmops.api.budget.BudgetWindow;
import io.llmops.api.cache.ResponseCacheStore;
import io.llmops.api.eval.ExperimentStore;
import io.llmops.api.exception.StoreException;
import io.llmops.api.ledger.Attempt;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.ledger.LedgerStore;
import io.llmops.api.ledger.Outcome;
import io.llmops.api.model.Money;
import io.llmops.api.model.TokenClass;
import io.llmops.api.model.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every version of the tables that was released is read: {@code store-v1.sql} is a store that version 1 wrote, and
 * {@code budget-and-cache-v0.sql} has budgets and cached answers from before their tables had versions.
 */
@Timeout(300)
class MigrationTest {

    @TempDir
    Path directory;

    @Nested
    class OnSqlite extends Cases {
        @Override
        String empty() {
            return "jdbc:sqlite:" + directory.resolve("store.db");
        }

        @Override
        String translated(String sql) {
            return sql;
        }
    }

    @Nested
    @ExtendWith(PostgresServer.class)
    class OnPostgres extends Cases {
        @Override
        String empty() {
            return PostgresServer.newSchema();
        }

        /** The dump is SQLite's, and differs in what PostgreSQL calls a sequence. */
        @Override
        String translated(String sql) {
            return sql.replace("INTEGER PRIMARY KEY AUTOINCREMENT", "BIGSERIAL PRIMARY KEY");
        }
    }

    abstract static class Cases {

        abstract String empty();

        abstract String translated(String sql);

        @Test
        void should_read_everything_that_version_1_wrote() throws Exception {
            String url = version1();
            try (LedgerStore ledger = new JdbcStoreProvider().ledgerStore(url);
                    ExperimentStore experiments = new JdbcStoreProvider().experimentStore(url)) {
                List<CallRecord> records = records(ledger);
                assertThat(records).extracting(CallRecord::id).containsExactly("plain", "full", "unknown");
                CallRecord full = records.get(1);
                assertThat(full.outcome()).isEqualTo(Outcome.ERROR);
                assertThat(full.error()).contains("timeout");
                assertThat(full.errorClass()).isEmpty();
                assertThat(full.cost()).contains(Money.usd("4.6875E-9"));
                assertThat(full.usage().tokens(TokenClass.CACHE_READ)).isEqualTo(3_000_000_000L);
                assertThat(full.context().tags()).containsEntry("渠道", "微信 😀");
                assertThat(full.attempts()).extracting(Attempt::endpoint).containsExactly("primary", "spare");
                assertThat(full.attempts().get(0).failure()).contains("rate-limit");
                assertThat(full.attempts().get(0).kind()).isEqualTo(Attempt.Kind.FIRST);
                assertThat(full.knowledge().orElseThrow().passages()).hasSize(2);
                assertThat(records.get(2).usage()).isEqualTo(Usage.unknown());
                assertThat(experiments.runs()).hasSize(1);
                assertThat(experiments.rows("run-1").get(0).text()).isEqualTo("鱼");
                assertThat(experiments.ratings("run-1").get(0).comment()).isEqualTo("好");
            }
        }

        @Test
        void should_write_on_where_version_1_ended() throws Exception {
            String url = version1();
            for (int i = 0; i < 2; i++) {
                try (LedgerStore ledger = new JdbcStoreProvider().ledgerStore(url)) {
                    ledger.append(DatabaseTest.records(3));
                    assertThat(records(ledger)).hasSize(6);
                    assertThat(ledger.fingerprintKey()).isPresent();
                }
            }
            assertThat(versions(url)).containsExactly("1 stores", "2 stores", "3 stores", "4 stores");
        }

        @Test
        void should_leave_a_store_as_it_was_when_a_step_fails() throws Exception {
            String url = version1();
            Part broken = new Part("broken", List.of(Step.sql(d -> List.of("CREATE TABLE half (a TEXT)", "NO SQL"))));
            assertThatThrownBy(() -> Database.open(url, broken).close()).isInstanceOf(StoreException.class);
            assertThat(tables(url)).doesNotContain("half", "call_content");
            assertThat(columns(url, "llmops_schema")).doesNotContain("part");
        }

        @Test
        void should_give_each_part_a_version_of_its_own() throws Exception {
            String url = empty();
            Step first = Step.sql(d -> List.of("CREATE TABLE cache_entry (name TEXT)"));
            Step second = Step.sql(d -> List.of("ALTER TABLE cache_entry ADD COLUMN text TEXT"));
            Database.open(url, new Part("cache", List.of(first))).close();
            Database.open(url).close();
            Database.open(url, new Part("cache", List.of(first, second))).close();
            assertThat(columns(url, "cache_entry")).containsExactlyInAnyOrder("name", "text");
            assertThat(versions(url))
                    .containsExactlyInAnyOrder("1 cache", "1 stores", "2 cache", "2 stores", "3 stores", "4 stores");

            assertThatThrownBy(() -> Database.open(url, new Part("cache", List.of(first)))
                            .close())
                    .isInstanceOf(StoreException.class)
                    .hasMessageContainingAll("newer llmops", "version 2 of its tables 'cache'", "up to 1");
            Database.open(url).close();
        }

        @Test
        void should_let_many_open_a_new_or_an_old_store_at_once() throws Exception {
            for (String url : List.of(empty(), version1())) {
                List<CompletableFuture<Void>> all = IntStream.range(0, 6)
                        .mapToObj(i -> CompletableFuture.runAsync(
                                () -> {
                                    try (LedgerStore ledger = new JdbcStoreProvider().ledgerStore(url)) {
                                        ledger.append(List.of(CallRecord.builder(
                                                        "by-" + i,
                                                        Instant.EPOCH,
                                                        io.llmops.api.ledger.CallKind.CHAT,
                                                        "s")
                                                .build()));
                                    }
                                },
                                task -> new Thread(task).start()))
                        .toList();
                for (CompletableFuture<Void> one : all) {
                    one.get(60, TimeUnit.SECONDS);
                }
                assertThat(versions(url)).containsExactly("1 stores", "2 stores", "3 stores", "4 stores");
                try (LedgerStore ledger = new JdbcStoreProvider().ledgerStore(url)) {
                    assertThat(records(ledger)).extracting(CallRecord::id).contains("by-0", "by-5");
                }
            }
        }

        @Test
        void should_take_over_budgets_and_answers_from_before_their_tables_had_versions() throws Exception {
            String url = filled("budget-and-cache-v0.sql");
            try (BudgetStore budgets = new JdbcBudgetStoreProvider().budgetStore(url);
                    ResponseCacheStore answers = new JdbcStoreProvider().responseCacheStore(url)) {
                BudgetCount count = budgets.count("客服", new BudgetWindow("total", Instant.MAX));
                assertThat(count.spent()).isEqualByComparingTo("7.25");
                assertThat(answers.find("k", Instant.EPOCH).orElseThrow().answer())
                        .contains("年假五天");
            }
            assertThat(versions(url)).contains("1 budgets", "1 response_cache");
            execute(url, "INSERT INTO llmops_schema (version, part) VALUES (9, 'budgets'), (9, 'response_cache')");
            assertThatThrownBy(() -> new JdbcBudgetStoreProvider().budgetStore(url))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContainingAll("newer llmops", "'budgets'");
            assertThatThrownBy(() -> new JdbcStoreProvider().responseCacheStore(url))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContainingAll("newer llmops", "'response_cache'");
        }

        private static void execute(String url, String sql) throws SQLException {
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        private String version1() throws IOException, SQLException {
            String url = filled("store-v1.sql");
            if (url.startsWith("jdbc:postgresql")) {
                execute(url, "SELECT setval('call_record_seq_seq', 3)");
            }
            return url;
        }

        private String filled(String file) throws IOException, SQLException {
            String url = empty();
            try (InputStream dump = MigrationTest.class.getResourceAsStream(file);
                    Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                for (String sql : new String(dump.readAllBytes(), UTF_8).split(";\\R")) {
                    boolean ours = sql.startsWith("CREATE") || (sql.startsWith("INSERT") && !sql.contains("sqlite_"));
                    if (ours) {
                        statement.execute(translated(sql));
                    }
                }
            }
            return url;
        }

        private static List<CallRecord> records(LedgerStore ledger) {
            List<CallRecord> records = new ArrayList<>();
            ledger.scan(LedgerQuery.all(), records::add);
            return records;
        }

        private static List<String> versions(String url) throws SQLException {
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery("SELECT version, part FROM llmops_schema ORDER BY version, part")) {
                List<String> versions = new ArrayList<>();
                while (rows.next()) {
                    versions.add(rows.getInt(1) + " " + rows.getString(2));
                }
                return versions;
            }
        }

        private static List<String> tables(String url) throws SQLException {
            try (Connection connection = DriverManager.getConnection(url);
                    ResultSet rows = connection
                            .getMetaData()
                            .getTables(null, connection.getSchema(), "%", new String[] {"TABLE"})) {
                return names(rows, "TABLE_NAME");
            }
        }

        private static List<String> columns(String url, String table) throws SQLException {
            try (Connection connection = DriverManager.getConnection(url);
                    ResultSet rows = connection.getMetaData().getColumns(null, connection.getSchema(), table, "%")) {
                return names(rows, "COLUMN_NAME");
            }
        }

        private static List<String> names(ResultSet rows, String column) throws SQLException {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(column));
            }
            return names;
        }
    }
}
