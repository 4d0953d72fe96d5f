package io.llmops.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The table of cached answers. What it holds may be lost, so that it has no versions: each row says how it is written. */
final class ResponseCacheTable {

    private static final List<String> SQL = List.of(
            """
            CREATE TABLE IF NOT EXISTS response_cache (
              cache_key TEXT PRIMARY KEY, tenant TEXT, answer TEXT NOT NULL,
              expires_s BIGINT NOT NULL, expires_n INTEGER NOT NULL, question_group TEXT, vector TEXT)""",
            "CREATE INDEX IF NOT EXISTS response_cache_by_tenant ON response_cache (tenant)",
            "CREATE INDEX IF NOT EXISTS response_cache_by_end ON response_cache (expires_s, expires_n)",
            "CREATE INDEX IF NOT EXISTS response_cache_by_group ON response_cache (question_group)"
                    + " WHERE question_group IS NOT NULL");

    private ResponseCacheTable() {}

    static void create(Connection connection) throws SQLException {
        try (Statement s = connection.createStatement()) {
            for (String sql : SQL) {
                s.execute(sql);
            }
        }
    }
}
