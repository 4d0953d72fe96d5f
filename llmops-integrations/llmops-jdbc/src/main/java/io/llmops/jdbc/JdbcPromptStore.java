package io.llmops.jdbc;

import io.llmops.api.prompt.PromptChanges;
import io.llmops.api.prompt.PromptStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Prompts in a database. Thread-safe. */
final class JdbcPromptStore implements PromptStore {

    private final Database database;
    private final KeptConnection reader;

    private JdbcPromptStore(Database database) {
        this.database = database;
        this.reader = new KeptConnection(database);
    }

    /** Opens it, making its tables if they are missing. */
    static JdbcPromptStore open(String url) {
        return new JdbcPromptStore(Database.open(url, PromptTables.PROMPTS));
    }

    @Override
    public PromptChanges changes(long revision) {
        return reader.read(c -> {
            long now = revision(c);
            if (now == revision) {
                return new PromptChanges(now, false, List.of(), Map.of());
            }
            boolean whole = now < revision || revision == 0;
            long after = whole ? 0 : revision;
            return new PromptChanges(now, whole, versions(c, after), changedLabels(c, after));
        });
    }

    @Override
    public boolean add(String name, int number, String text) {
        return database.<Boolean>write(c -> {
            long revision = next(c);
            if (newest(c, name) != number - 1) {
                return false;
            }
            try (PreparedStatement s =
                    c.prepareStatement("INSERT INTO prompt_version (name, number, body, revision) VALUES (?,?,?,?)")) {
                new Columns(s).text(name).number(number).text(text).number(revision);
                return s.executeUpdate() == 1;
            }
        });
    }

    @Override
    public boolean replaceLabels(String name, String before, String after) {
        return database.<Boolean>write(c -> {
            long revision = next(c);
            if (!labels(c, name).equals(before)) {
                return false;
            }
            try (PreparedStatement s = c.prepareStatement("INSERT INTO prompt_label (name, body, revision)"
                    + " VALUES (?,?,?) ON CONFLICT (name) DO UPDATE SET body = excluded.body,"
                    + " revision = excluded.revision")) {
                new Columns(s).text(name).text(after).number(revision);
                return s.executeUpdate() == 1;
            }
        });
    }

    /** Takes the next revision; others who write wait until this transaction ends. */
    private static long next(Connection c) throws SQLException {
        try (PreparedStatement s =
                c.prepareStatement("UPDATE prompt_revision SET revision = revision + 1 WHERE id = 1")) {
            s.executeUpdate();
        }
        return revision(c);
    }

    private static long revision(Connection c) throws SQLException {
        try (PreparedStatement s = c.prepareStatement("SELECT revision FROM prompt_revision WHERE id = 1");
                ResultSet row = s.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static int newest(Connection c, String name) throws SQLException {
        try (PreparedStatement s = c.prepareStatement("SELECT MAX(number) FROM prompt_version WHERE name = ?")) {
            s.setString(1, name);
            try (ResultSet row = s.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }

    private static String labels(Connection c, String name) throws SQLException {
        try (PreparedStatement s = c.prepareStatement("SELECT body FROM prompt_label WHERE name = ?")) {
            s.setString(1, name);
            try (ResultSet row = s.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }

    private static List<PromptChanges.Version> versions(Connection c, long after) throws SQLException {
        List<PromptChanges.Version> found = new ArrayList<>();
        try (PreparedStatement s = c.prepareStatement(
                "SELECT name, number, body FROM prompt_version WHERE revision > ? ORDER BY name, number")) {
            s.setLong(1, after);
            try (ResultSet rows = s.executeQuery()) {
                while (rows.next()) {
                    found.add(new PromptChanges.Version(rows.getString(1), rows.getInt(2), rows.getString(3)));
                }
            }
        }
        return found;
    }

    private static Map<String, String> changedLabels(Connection c, long after) throws SQLException {
        Map<String, String> found = new HashMap<>();
        try (PreparedStatement s = c.prepareStatement("SELECT name, body FROM prompt_label WHERE revision > ?")) {
            s.setLong(1, after);
            try (ResultSet rows = s.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return found;
    }

    @Override
    public void close() {
        try {
            database.close();
        } finally {
            reader.close();
        }
    }
}
