package io.llmops.jdbc;

import io.llmops.api.ledger.LedgerLoss;
import io.llmops.api.ledger.LedgerQuery;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.List;

/** The table of what writers have lost. A minute is kept as the second in which it begins. Thread-safe. */
final class LossRows {

    private static final int SECONDS = 60;

    private final Database database;

    LossRows(Database database) {
        this.database = database;
    }

    void keep(List<LedgerLoss> losses) {
        if (losses.isEmpty()) {
            return;
        }
        database.write(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("INSERT INTO ledger_loss (id, minute_s, records) VALUES (?, ?, ?)"
                            + " ON CONFLICT (id) DO NOTHING")) {
                for (LedgerLoss loss : losses) {
                    new Columns(statement)
                            .text(loss.id())
                            .number(loss.minute().getEpochSecond())
                            .number(loss.records());
                    statement.addBatch();
                }
                return statement.executeBatch();
            }
        });
    }

    /** Of the minutes that the span touches. */
    long sum(Instant from, Instant to) {
        return database.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT SUM(records) FROM ledger_loss WHERE minute_s > ? AND minute_s < ?")) {
                new Columns(statement).number(from.getEpochSecond() - SECONDS).number(end(to));
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? row.getLong(1) : 0;
                }
            }
        });
    }

    /** Of the whole minutes in the time of a query. */
    void delete(LedgerQuery query) {
        long from = query.from().map(LossRows::end).orElse(Long.MIN_VALUE);
        long to = query.to().map(t -> t.getEpochSecond() - SECONDS).orElse(Long.MAX_VALUE);
        database.write(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("DELETE FROM ledger_loss WHERE minute_s >= ? AND minute_s <= ?")) {
                new Columns(statement).number(from).number(to);
                return statement.executeUpdate();
            }
        });
    }

    /** The first second that is not before the instant. */
    private static long end(Instant instant) {
        return instant.getEpochSecond() + (instant.getNano() > 0 ? 1 : 0);
    }
}
