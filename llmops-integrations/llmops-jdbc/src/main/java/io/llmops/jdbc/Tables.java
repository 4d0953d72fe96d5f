package io.llmops.jdbc;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;

/** The tables of ledger, experiments and ratings, version by version. */
final class Tables {

    /** Name of the setting that holds the key of fingerprints, in hexadecimal. */
    static final String FINGERPRINT_KEY = "fingerprint_key";

    private static final int KEY_BYTES = 32;

    static final Part STORES = new Part(
            "stores",
            List.of(
                    Step.sql(Tables::first),
                    Step.sql(Tables::second).then((c, dialect) -> fingerprintKey(c)),
                    Step.sql(dialect -> third()),
                    Step.sql(dialect -> fourth())));

    private Tables() {}

    /** Failure kinds, fallbacks, fingerprints; content apart from its record, since it is deleted earlier. */
    private static List<String> second(Dialect dialect) {
        return List.of(
                "ALTER TABLE call_record ADD COLUMN error_class TEXT",
                "ALTER TABLE call_record ADD COLUMN fell_back INTEGER NOT NULL DEFAULT 0",
                "ALTER TABLE call_record ADD COLUMN degraded INTEGER NOT NULL DEFAULT 0",
                "ALTER TABLE call_record ADD COLUMN question_fp TEXT",
                "ALTER TABLE call_record ADD COLUMN answer_fp TEXT",
                "CREATE INDEX call_record_by_error ON call_record (error_class, started_s, started_n, seq)"
                        + " WHERE error_class IS NOT NULL",
                "CREATE TABLE call_content (seq " + dialect.key() + " REFERENCES call_record (seq) ON DELETE CASCADE,"
                        + " content TEXT NOT NULL)",
                "CREATE TABLE llmops_setting (name TEXT PRIMARY KEY, setting TEXT NOT NULL)");
    }

    /** What writers have lost. */
    private static List<String> third() {
        return List.of(
                "CREATE TABLE ledger_loss (id TEXT PRIMARY KEY, minute_s BIGINT NOT NULL, records BIGINT NOT NULL)",
                "CREATE INDEX ledger_loss_by_minute ON ledger_loss (minute_s)");
    }

    /** What people said of answers; without a foreign key, since it may come before the record is written. */
    private static List<String> fourth() {
        return List.of(
                "CREATE TABLE call_feedback (id TEXT PRIMARY KEY, call TEXT NOT NULL, said_s BIGINT NOT NULL,"
                        + " said_n INTEGER NOT NULL, kind TEXT NOT NULL, chunk TEXT)",
                "CREATE INDEX call_feedback_by_call ON call_feedback (call)",
                "CREATE INDEX call_feedback_by_time ON call_feedback (said_s, said_n)");
    }

    private static void fingerprintKey(Connection connection) throws SQLException {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        try (PreparedStatement s =
                connection.prepareStatement("INSERT INTO llmops_setting (name, setting) VALUES (?, ?)")) {
            s.setString(1, FINGERPRINT_KEY);
            s.setString(2, HexFormat.of().formatHex(key));
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
