package io.llmops.jdbc;

import io.llmops.api.ledger.Feedback;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** The table of what people said of answers. Thread-safe. */
final class FeedbackRows {

    private static final int FETCH = 1_000;

    private final Database database;

    FeedbackRows(Database database) {
        this.database = database;
    }

    void add(List<Feedback> feedback) {
        if (feedback.isEmpty()) {
            return;
        }
        database.write(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "INSERT INTO call_feedback (id, call, said_s, said_n, kind, chunk) VALUES (?, ?, ?, ?, ?, ?)"
                            + " ON CONFLICT (id) DO NOTHING")) {
                for (Feedback said : feedback) {
                    new Columns(statement)
                            .text(said.id())
                            .text(said.callId())
                            .instant(said.at())
                            .text(said.kind().name())
                            .text(said.chunk());
                    statement.addBatch();
                }
                return statement.executeBatch();
            }
        });
    }

    void scan(Instant from, Consumer<Feedback> visitor) {
        database.read(connection -> {
            // PostgreSQL streams only within a transaction.
            connection.setAutoCommit(false);
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT id, call, said_s, said_n, kind, chunk FROM call_feedback"
                            + " WHERE (said_s, said_n) >= (?, ?) ORDER BY said_s, said_n, id")) {
                statement.setFetchSize(FETCH);
                new Columns(statement).instant(from);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        visitor.accept(new Feedback(
                                row.getString("id"),
                                row.getString("call"),
                                Columns.instant(row, "said_s", "said_n"),
                                Feedback.Kind.valueOf(row.getString("kind")),
                                row.getString("chunk")));
                    }
                }
            } finally {
                connection.rollback();
            }
            return true;
        });
    }
}
