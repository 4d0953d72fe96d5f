package io.llmops.jdbc;

import java.util.List;

/** The table of cached answers. */
final class ResponseCacheTable {

    static final Part RESPONSE_CACHE = new Part("response_cache", List.of(Step.sql(dialect -> first())));

    private ResponseCacheTable() {}

    /** "If not exists", since this table is older than its version. */
    private static List<String> first() {
        return List.of(
                """
                CREATE TABLE IF NOT EXISTS response_cache (
                  cache_key TEXT PRIMARY KEY, tenant TEXT, answer TEXT NOT NULL,
                  expires_s BIGINT NOT NULL, expires_n INTEGER NOT NULL, question_group TEXT, vector TEXT)""",
                "CREATE INDEX IF NOT EXISTS response_cache_by_tenant ON response_cache (tenant)",
                "CREATE INDEX IF NOT EXISTS response_cache_by_end ON response_cache (expires_s, expires_n)",
                "CREATE INDEX IF NOT EXISTS response_cache_by_group ON response_cache (question_group)"
                        + " WHERE question_group IS NOT NULL");
    }
}
