package io.llmops.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables that budgets are counted in. Amounts are decimal texts, since SQLite has no exact decimals. An owner is one open
 * store: what it has reserved is given back when it no longer says that it lives.
 */
final class BudgetSchema {

    private static final List<String> TABLES = List.of(
            """
            CREATE TABLE IF NOT EXISTS budget_count (
              counter TEXT NOT NULL, win TEXT NOT NULL, ends_ms BIGINT NOT NULL,
              spent TEXT NOT NULL, reserved TEXT NOT NULL, PRIMARY KEY (counter, win))""",
            """
            CREATE TABLE IF NOT EXISTS budget_reservation (
              id TEXT NOT NULL, part INTEGER NOT NULL, owner TEXT NOT NULL,
              counter TEXT NOT NULL, win TEXT NOT NULL, amount TEXT NOT NULL, PRIMARY KEY (id, part))""",
            "CREATE INDEX IF NOT EXISTS budget_reservation_by_owner ON budget_reservation (owner)",
            "CREATE TABLE IF NOT EXISTS budget_owner (owner TEXT PRIMARY KEY, expires_ms BIGINT NOT NULL)");

    private static final long LOCK = 0x6c6c6d6f70736264L;

    private BudgetSchema() {}

    /** Makes the tables that are missing. */
    static void create(Connection connection, Dialect dialect) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (dialect == Dialect.POSTGRESQL) {
                // Of two that make the same table at once, "if not exists" lets one fail.
                statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
            }
            for (String table : TABLES) {
                statement.execute(table);
            }
        }
    }
}
