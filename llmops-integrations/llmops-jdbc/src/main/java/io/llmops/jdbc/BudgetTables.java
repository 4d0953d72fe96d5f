package io.llmops.jdbc;

import java.util.List;

/**
 * The tables that budgets are counted in. Amounts are decimal texts, since SQLite has no exact decimals. An owner is one open
 * store: what it has reserved is given back when it no longer says that it lives.
 */
final class BudgetTables {

    static final Part BUDGETS = new Part("budgets", List.of(Step.sql(dialect -> first())));

    private BudgetTables() {}

    /** "If not exists", since these tables are older than their version. */
    private static List<String> first() {
        return List.of(
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
    }
}
