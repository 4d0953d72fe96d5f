package io.llmops.jdbc;

import io.llmops.api.exception.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables, and the steps from each version of them to the next. */
final class Schema {

    /** Version of the tables that this code writes. */
    static final int VERSION = 1;

    private Schema() {}

    /** Brings the tables up to date, in one transaction. */
    static void update(Connection connection, Dialect dialect, String place) throws SQLException {
        try (Statement s = connection.createStatement()) {
            s.execute("CREATE TABLE IF NOT EXISTS llmops_schema (version INTEGER NOT NULL)");
        }
        if (version(connection) == VERSION) {
            return;
        }
        connection.setAutoCommit(false);
        try (Statement s = connection.createStatement()) {
            // Takes the write lock first, so that of two processes that open a new file one makes the tables.
            s.executeUpdate("DELETE FROM llmops_schema WHERE version = 0");
            int version = version(connection);
            if (version > VERSION) {
                throw new StoreException("the store " + place + " was written by a newer llmops (its version is "
                        + version + ", this one reads up to " + VERSION + "): use that version, or another store");
            }
            if (version < 1) {
                for (String sql : first(dialect)) {
                    s.execute(sql);
                }
                setVersion(connection, 1);
            }
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement s = connection.createStatement();
                ResultSet r = s.executeQuery("SELECT MAX(version) FROM llmops_schema")) {
            return r.next() ? r.getInt(1) : 0;
        }
    }

    private static void setVersion(Connection connection, int version) throws SQLException {
        try (PreparedStatement s = connection.prepareStatement("INSERT INTO llmops_schema (version) VALUES (?)")) {
            s.setInt(1, version);
            s.executeUpdate();
        }
    }

    private static List<String> first(Dialect dialect) {
        return List.of(
                """
                CREATE TABLE call_record (
                  seq %s, id TEXT NOT NULL UNIQUE, started_s BIGINT NOT NULL, started_n INTEGER NOT NULL,
                  kind TEXT NOT NULL, scenario TEXT NOT NULL, tenant TEXT, usr TEXT, run TEXT,
                  outcome TEXT NOT NULL, error TEXT, prompt_version TEXT, model_asked TEXT, model_answered TEXT,
                  latency_ns BIGINT NOT NULL, first_token_ns BIGINT, usage_quality TEXT NOT NULL,
                  fresh_input BIGINT NOT NULL, cache_read BIGINT NOT NULL, cache_write BIGINT NOT NULL,
                  output BIGINT NOT NULL, reasoning BIGINT NOT NULL,
                  cost_amount TEXT, cost_currency TEXT, details TEXT NOT NULL)""".formatted(dialect.sequence()),
                "CREATE INDEX call_record_by_time ON call_record (started_s, started_n, seq)",
                "CREATE INDEX call_record_by_scenario ON call_record (scenario, started_s, started_n, seq)",
                "CREATE INDEX call_record_by_run ON call_record (run, started_s, started_n, seq) WHERE run IS NOT NULL",
                """
                CREATE TABLE experiment_run (
                  seq %s, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, dataset TEXT NOT NULL,
                  subjects TEXT NOT NULL, repeats INTEGER NOT NULL, started_s BIGINT NOT NULL, started_n INTEGER NOT NULL)""".formatted(dialect.sequence()),
                """
                CREATE TABLE experiment_row (
                  seq %s, run TEXT NOT NULL REFERENCES experiment_run (id), example TEXT NOT NULL, subject TEXT NOT NULL,
                  repetition INTEGER NOT NULL, output TEXT NOT NULL, scores TEXT NOT NULL, error TEXT,
                  UNIQUE (run, example, subject, repetition))""".formatted(dialect.sequence()),
                """
                CREATE TABLE rating (
                  seq %s, run TEXT NOT NULL REFERENCES experiment_run (id), example TEXT NOT NULL, subject TEXT NOT NULL,
                  repetition INTEGER NOT NULL, good INTEGER NOT NULL, remark TEXT NOT NULL,
                  rated_s BIGINT NOT NULL, rated_n INTEGER NOT NULL,
                  UNIQUE (run, example, subject, repetition))""".formatted(dialect.sequence()));
    }
}
