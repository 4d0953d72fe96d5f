package io.llmops.jdbc.connect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A database of a test: runs SQL, and holds Chinook. */
record TestDatabase(String url) {

    void run(String sql, Object... values) {
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    long number(String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Runs Chinook's script for SQLite, put into standard SQL. */
    void chinook(Path script) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : Files.readString(script).split(";\\s*\\R")) {
                if (sql.contains("[")) {
                    statement.execute(standard(sql));
                }
            }
            connection.commit();
        } catch (SQLException | IOException e) {
            throw e instanceof IOException io ? new UncheckedIOException(io) : new IllegalStateException(e);
        }
    }

    /** Names and types outside of quotation marks; tables and rows come before those that they refer to. */
    private static String standard(String sql) {
        String[] parts = sql.split("'", -1);
        for (int i = 0; i < parts.length; i += 2) {
            parts[i] = parts[i].replaceAll("\\[(\\w+)\\]", "\"$1\"")
                    .replace("NVARCHAR", "VARCHAR")
                    .replace("DATETIME", "TIMESTAMP");
        }
        return String.join("'", parts).replaceAll("(?s),\\s*FOREIGN KEY.*?REFERENCES[^,]*?ON UPDATE NO ACTION", "");
    }
}
