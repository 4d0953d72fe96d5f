package io.llmops.jdbc;

import io.llmops.api.cache.CachedQuestion;
import io.llmops.api.cache.CachedResponse;
import io.llmops.api.cache.ResponseCacheStore;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Cached answers in a database. A row that cannot be read is as good as none. Thread-safe. */
final class JdbcResponseCacheStore implements ResponseCacheStore {

    private static final String FRESH = " AND (expires_s > ? OR (expires_s = ? AND expires_n > ?))";

    private final Database database;

    private JdbcResponseCacheStore(Database database) {
        this.database = database;
    }

    /** Opens it, and brings its table up to date. */
    static JdbcResponseCacheStore open(String url) {
        return new JdbcResponseCacheStore(Database.open(url, ResponseCacheTable.RESPONSE_CACHE));
    }

    @Override
    public Optional<CachedResponse> find(String key, Instant now) {
        return list("SELECT * FROM response_cache WHERE cache_key = ?" + FRESH, key, now, 1).stream()
                .findFirst();
    }

    @Override
    public List<CachedResponse> group(String group, Instant now, int limit) {
        return list(
                "SELECT * FROM response_cache WHERE question_group = ?" + FRESH
                        + " ORDER BY expires_s DESC, expires_n DESC",
                group,
                now,
                limit);
    }

    @Override
    public void put(CachedResponse response) {
        CachedQuestion question = response.question();
        database.write(c -> {
            try (PreparedStatement s = c.prepareStatement("INSERT INTO response_cache (cache_key, tenant, answer,"
                    + " expires_s, expires_n, question_group, vector) VALUES (?,?,?,?,?,?,?) ON CONFLICT (cache_key)"
                    + " DO UPDATE SET tenant = excluded.tenant, answer = excluded.answer,"
                    + " expires_s = excluded.expires_s, expires_n = excluded.expires_n,"
                    + " question_group = excluded.question_group, vector = excluded.vector")) {
                new Columns(s)
                        .text(response.key())
                        .text(response.tenant())
                        .text(response.answer())
                        .instant(response.expiresAt())
                        .text(question == null ? null : question.group())
                        .text(question == null ? null : VectorText.write(question.vector()));
                return s.executeUpdate();
            }
        });
    }

    @Override
    public void trim(Instant now, long maxEntries) {
        database.write(c -> {
            try (PreparedStatement s = c.prepareStatement(
                    "DELETE FROM response_cache WHERE expires_s < ?" + " OR (expires_s = ? AND expires_n <= ?)")) {
                new Columns(s).number(now.getEpochSecond()).instant(now);
                s.executeUpdate();
            }
            try (PreparedStatement s = c.prepareStatement("DELETE FROM response_cache WHERE cache_key IN (SELECT"
                    + " cache_key FROM response_cache ORDER BY expires_s DESC, expires_n DESC LIMIT ? OFFSET ?)")) {
                new Columns(s).number(Integer.MAX_VALUE).number(maxEntries);
                return s.executeUpdate();
            }
        });
    }

    @Override
    public long evict(@Nullable String tenant) {
        return database.<Integer>write(c -> {
            try (PreparedStatement s = c.prepareStatement(
                    "DELETE FROM response_cache WHERE " + (tenant == null ? "tenant IS NULL" : "tenant = ?"))) {
                if (tenant != null) {
                    s.setString(1, tenant);
                }
                return s.executeUpdate();
            }
        });
    }

    @Override
    public void close() {
        database.close();
    }

    private List<CachedResponse> list(String sql, String parameter, Instant now, int limit) {
        return database.read(c -> {
            List<CachedResponse> all = new ArrayList<>();
            try (PreparedStatement s = c.prepareStatement(sql + " LIMIT " + limit)) {
                new Columns(s).text(parameter).number(now.getEpochSecond()).instant(now);
                try (ResultSet rows = s.executeQuery()) {
                    while (rows.next()) {
                        read(rows).ifPresent(all::add);
                    }
                }
            }
            return all;
        });
    }

    private static Optional<CachedResponse> read(ResultSet row) throws SQLException {
        String key = row.getString("cache_key");
        String answer = row.getString("answer");
        String group = row.getString("question_group");
        String vector = row.getString("vector");
        if (key == null || answer == null) {
            return Optional.empty();
        }
        CachedQuestion question = group == null || vector == null
                ? null
                : VectorText.read(vector).map(v -> new CachedQuestion(group, v)).orElse(null);
        return Optional.of(new CachedResponse(
                key, row.getString("tenant"), answer, Columns.instant(row, "expires_s", "expires_n"), question));
    }
}
