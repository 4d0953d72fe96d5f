package io.llmops.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.api.cache.CachedResponse;
import io.llmops.api.cache.ResponseCacheStore;
import io.llmops.test.FakeClock;
import io.llmops.test.ResponseCacheStoreContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcResponseCacheStoreTest extends ResponseCacheStoreContract {

    private static final Instant END = FakeClock.DEFAULT_START.plusSeconds(60);

    @TempDir
    Path directory;

    @Override
    protected ResponseCacheStore open() {
        return new JdbcStoreProvider().responseCacheStore(url());
    }

    private String url() {
        return "jdbc:sqlite:" + directory.resolve("缓存.db");
    }

    @Test
    void should_share_a_database_with_the_ledger() {
        new JdbcStoreProvider().ledgerStore(url()).close();
        try (ResponseCacheStore store = open()) {
            store.put(new CachedResponse("a", null, "answer", END, null));

            assertThat(store.find("a", FakeClock.DEFAULT_START)).isPresent();
        }
    }

    @Test
    void should_take_a_damaged_vector_as_none() throws SQLException {
        try (ResponseCacheStore store = open();
                Connection c = DriverManager.getConnection(url());
                Statement s = c.createStatement()) {
            s.executeUpdate("INSERT INTO response_cache VALUES ('a', NULL, 'x', " + END.getEpochSecond()
                    + ", 0, 'g', 'not base 64!'), ('b', NULL, 'x', " + END.getEpochSecond() + ", 0, 'g', 'AAA=')");

            assertThat(store.group("g", FakeClock.DEFAULT_START, 5))
                    .hasSize(2)
                    .allMatch(entry -> entry.question() == null);
        }
    }

    @Test
    void should_show_no_answer_in_its_text() {
        assertThat(new CachedResponse("a", null, "secret", END, null).toString())
                .doesNotContain("secret");
    }
}
