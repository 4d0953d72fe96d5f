package io.llmops.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.llmops.api.exception.StoreException;
import io.llmops.api.prompt.PromptChanges;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptRef;
import io.llmops.api.prompt.PromptStore;
import io.llmops.core.prompt.StoredPromptRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the tables hold, and what happens when the database is replaced or goes away. */
@Timeout(300)
class JdbcPromptStoreTest {

    @TempDir
    Path directory;

    @Test
    void should_tell_what_is_new_and_nothing_twice() {
        try (PromptStore store = open("a.db")) {
            assertThat(store.changes(0).revision()).isZero();
            assertThat(store.add("客服", 1, "one")).isTrue();
            assertThat(store.add("客服", 3, "three")).isFalse();
            assertThat(store.add("客服", 1, "again")).isFalse();
            PromptChanges first = store.changes(0);
            assertThat(first.versions()).containsExactly(new PromptChanges.Version("客服", 1, "one"));
            assertThat(store.replaceLabels("客服", "", "a: 1")).isTrue();
            assertThat(store.replaceLabels("客服", "", "b: 1")).isFalse();
            assertThat(store.replaceLabels("客服", "a: 1", "c: 1")).isTrue();
            PromptChanges next = store.changes(first.revision());
            assertThat(next.whole()).isFalse();
            assertThat(next.versions()).isEmpty();
            assertThat(next.labels()).containsOnlyKeys("客服").containsValue("c: 1");
            PromptChanges none = store.changes(next.revision());
            assertThat(none.revision()).isEqualTo(next.revision());
            assertThat(none.labels()).isEmpty();
        }
    }

    @Test
    void should_give_everything_anew_when_the_database_was_replaced_by_an_older_one() {
        try (PromptStore store = open("a.db")) {
            store.add("p", 1, "one");
            assertThat(store.changes(99))
                    .isEqualTo(new PromptChanges(1, true, List.of(new PromptChanges.Version("p", 1, "one")), Map.of()));
        }
    }

    @Test
    void should_share_a_file_with_the_ledger_and_come_to_one_that_has_none() {
        String url = "jdbc:sqlite:" + directory.resolve("all.db");
        new JdbcStoreProvider().ledgerStore(url).close();
        try (PromptStore store = new JdbcStoreProvider().promptStore(url)) {
            assertThat(store.add("p", 1, "one")).isTrue();
        }
        new JdbcStoreProvider().ledgerStore(url).close();
        try (PromptStore store = new JdbcStoreProvider().promptStore(url)) {
            assertThat(store.changes(0).versions()).hasSize(1);
        }
    }

    @Test
    void should_keep_a_version_as_the_same_text_that_a_directory_has() throws SQLException {
        String url = "jdbc:sqlite:" + directory.resolve("a.db");
        try (StoredPromptRegistry registry = StoredPromptRegistry.open(new JdbcStoreProvider().promptStore(url))) {
            registry.publish(
                    PromptDraft.builder("p").user("你好{{name}}").author("李雷").build());
        }
        try (Connection c = DriverManager.getConnection(url);
                Statement s = c.createStatement()) {
            assertThat(s.executeQuery("SELECT body FROM prompt_version").getString(1))
                    .startsWith("---\nauthor: \"李雷\"\n")
                    .endsWith("---\n## user\n你好{{name}}\n");
        }
    }

    @Test
    void should_serve_on_when_the_file_is_damaged_and_recover_when_it_is_whole_again() throws Exception {
        Path file = directory.resolve("a.db");
        try (StoredPromptRegistry registry =
                StoredPromptRegistry.open(new JdbcStoreProvider().promptStore("jdbc:sqlite:" + file))) {
            registry.publish(PromptDraft.builder("p").user("one").build());
            registry.label("p", "production", 1);
            execute("jdbc:sqlite:" + file, "ALTER TABLE prompt_revision RENAME TO hidden");
            await().atMost(Duration.ofSeconds(60)).until(() -> registry.health().away() != null);
            assertThat(registry.get(PromptRef.parse("p@production")).number()).isEqualTo(1);
            assertThatThrownBy(() -> registry.publish(
                            PromptDraft.builder("p").user("two").build()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("a.db");
            execute("jdbc:sqlite:" + file, "ALTER TABLE hidden RENAME TO prompt_revision");
            await().atMost(Duration.ofSeconds(60)).until(() -> registry.health().isGood());
        }
        assertThat(Files.exists(file)).isTrue();
    }

    @ExtendWith(PostgresServer.class)
    @Nested
    class OnPostgres {
        @Test
        void should_serve_on_when_the_server_ends_its_connections_and_recover_by_itself() {
            String url = PostgresServer.newSchema();
            try (StoredPromptRegistry registry = StoredPromptRegistry.open(new JdbcStoreProvider().promptStore(url))) {
                registry.publish(PromptDraft.builder("p").user("one").build());
                registry.label("p", "production", 1);
                PostgresServer.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");
                assertThat(registry.get(PromptRef.parse("p@production")).number())
                        .isEqualTo(1);
                await().atMost(Duration.ofSeconds(60)).until(() -> {
                    try {
                        return registry.publish(PromptDraft.builder("p")
                                                .user("two")
                                                .build())
                                        .number()
                                == 2;
                    } catch (StoreException e) {
                        return false;
                    }
                });
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> registry.health().isGood());
            }
        }
    }

    private PromptStore open(String file) {
        return new JdbcStoreProvider().promptStore("jdbc:sqlite:" + directory.resolve(file));
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection c = DriverManager.getConnection(url);
                Statement s = c.createStatement()) {
            s.execute("PRAGMA busy_timeout = 60000");
            s.execute(sql);
        }
    }
}
