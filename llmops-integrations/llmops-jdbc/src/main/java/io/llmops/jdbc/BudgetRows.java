package io.llmops.jdbc;

import io.llmops.api.budget.BudgetClaim;
import io.llmops.api.budget.BudgetCount;
import io.llmops.api.budget.BudgetWindow;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads and writes the rows of budgets within one transaction. Rows of counts are always locked in the order of their
 * names, and before those of reservations, so that no two transactions wait for each other.
 */
final class BudgetRows {

    private final Connection connection;
    private final String lock;

    /**
     * A count by name.
     *
     * @param counter what is counted
     * @param window in which window
     */
    record Key(String counter, String window) implements Comparable<Key> {

        static Key of(BudgetClaim claim) {
            return new Key(claim.counter(), claim.window().name());
        }

        @Override
        public int compareTo(Key other) {
            int byCounter = counter.compareTo(other.counter);
            return byCounter != 0 ? byCounter : window.compareTo(other.window);
        }
    }

    /**
     * An amount that was set aside.
     *
     * @param id of the reservation and its part
     */
    record Part(String id, int part, Key key, BigDecimal amount) {}

    /** SQLite locks the file when a transaction begins; others lock the rows that they are told to. */
    BudgetRows(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.lock = dialect == Dialect.SQLITE ? "" : " FOR UPDATE";
    }

    /** The count, locked until the transaction ends; made if it is missing. */
    BudgetCount lock(Key key, BudgetWindow window) throws SQLException {
        try (PreparedStatement s = connection.prepareStatement("INSERT INTO budget_count (counter, win, ends_ms, spent,"
                + " reserved) VALUES (?, ?, ?, '0', '0') ON CONFLICT (counter, win) DO NOTHING")) {
            set(s, key.counter(), key.window());
            s.setLong(3, millis(window.end()));
            s.executeUpdate();
        }
        return read(key, lock);
    }

    BudgetCount lock(Key key) throws SQLException {
        return read(key, lock);
    }

    BudgetCount read(Key key) throws SQLException {
        return read(key, "");
    }

    private BudgetCount read(Key key, String suffix) throws SQLException {
        try (PreparedStatement s = connection.prepareStatement(
                "SELECT spent, reserved FROM budget_count WHERE counter = ? AND win = ?" + suffix)) {
            set(s, key.counter(), key.window());
            try (ResultSet r = s.executeQuery()) {
                return r.next()
                        ? new BudgetCount(new BigDecimal(r.getString(1)), new BigDecimal(r.getString(2)))
                        : BudgetCount.NONE;
            }
        }
    }

    void write(Key key, BudgetCount count) throws SQLException {
        try (PreparedStatement s = connection.prepareStatement(
                "UPDATE budget_count SET spent = ?, reserved = ? WHERE counter = ? AND win = ?")) {
            set(s, count.spent().toPlainString(), count.reserved().toPlainString(), key.counter(), key.window());
            s.executeUpdate();
        }
    }

    void insert(Part part, String owner) throws SQLException {
        try (PreparedStatement s = connection.prepareStatement(
                "INSERT INTO budget_reservation (id, part, owner, counter, win, amount) VALUES (?, ?, ?, ?, ?, ?)")) {
            s.setString(1, part.id());
            s.setInt(2, part.part());
            s.setString(3, owner);
            s.setString(4, part.key().counter());
            s.setString(5, part.key().window());
            s.setString(6, part.amount().toPlainString());
            s.executeUpdate();
        }
    }

    /** Whether it was still there. */
    boolean delete(Part part) throws SQLException {
        try (PreparedStatement s =
                connection.prepareStatement("DELETE FROM budget_reservation WHERE id = ? AND part = ?")) {
            s.setString(1, part.id());
            s.setInt(2, part.part());
            return s.executeUpdate() > 0;
        }
    }

    List<Part> reservedBy(String owner) throws SQLException {
        List<Part> parts = new ArrayList<>();
        try (PreparedStatement s = connection.prepareStatement(
                "SELECT id, part, counter, win, amount FROM budget_reservation WHERE owner = ?")) {
            set(s, owner);
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    Key key = new Key(r.getString(3), r.getString(4));
                    parts.add(new Part(r.getString(1), r.getInt(2), key, new BigDecimal(r.getString(5))));
                }
            }
        }
        parts.sort(Comparator.comparing(Part::key)); // here, since a database may sort texts in another order
        return parts;
    }

    void renew(String owner, long expiresMillis) throws SQLException {
        try (PreparedStatement s =
                connection.prepareStatement("INSERT INTO budget_owner (owner, expires_ms) VALUES (?, ?)"
                        + " ON CONFLICT (owner) DO UPDATE SET expires_ms = excluded.expires_ms")) {
            set(s, owner);
            s.setLong(2, expiresMillis);
            s.executeUpdate();
        }
    }

    /** Owners that have not said for a while that they live. */
    List<String> gone(long nowMillis) throws SQLException {
        List<String> owners = new ArrayList<>();
        try (PreparedStatement s =
                connection.prepareStatement("SELECT owner FROM budget_owner WHERE expires_ms < ? ORDER BY owner")) {
            s.setLong(1, nowMillis);
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    owners.add(r.getString(1));
                }
            }
        }
        return owners;
    }

    /** Locks an owner until the transaction ends, if it is still gone. */
    boolean lockGone(String owner, long nowMillis) throws SQLException {
        try (PreparedStatement s = connection.prepareStatement(
                "SELECT owner FROM budget_owner WHERE owner = ? AND expires_ms < ?" + lock)) {
            set(s, owner);
            s.setLong(2, nowMillis);
            try (ResultSet r = s.executeQuery()) {
                return r.next();
            }
        }
    }

    void deleteOwner(String owner) throws SQLException {
        try (PreparedStatement s = connection.prepareStatement("DELETE FROM budget_owner WHERE owner = ?")) {
            set(s, owner);
            s.executeUpdate();
        }
    }

    /** Forgets windows that were over by then. */
    void forget(long beforeMillis) throws SQLException {
        try (PreparedStatement s = connection.prepareStatement("DELETE FROM budget_count WHERE ends_ms < ?")) {
            s.setLong(1, beforeMillis);
            s.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, String... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setString(i + 1, values[i]);
        }
    }

    private static long millis(Instant instant) {
        return instant.equals(Instant.MAX) ? Long.MAX_VALUE : instant.toEpochMilli();
    }
}
