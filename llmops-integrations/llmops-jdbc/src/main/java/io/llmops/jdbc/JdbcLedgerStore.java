package io.llmops.jdbc;

import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.CapturedContent;
import io.llmops.api.ledger.Feedback;
import io.llmops.api.ledger.LedgerLoss;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.ledger.LedgerStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The ledger in a database. Thread-safe. */
final class JdbcLedgerStore implements LedgerStore {

    private static final int FETCH = 1_000;
    /** Rows that are deleted in one transaction: a writer waits for one such step at most. */
    private static final int DELETE_STEP = 2_000;

    private final Database database;
    private final LossRows losses;
    private final FeedbackRows feedback;

    JdbcLedgerStore(Database database) {
        this.database = database;
        this.losses = new LossRows(database);
        this.feedback = new FeedbackRows(database);
    }

    @Override
    public void append(List<CallRecord> records) {
        if (records.isEmpty()) {
            return;
        }
        database.write(connection -> {
            int[] kept;
            try (PreparedStatement statement = connection.prepareStatement(RecordRow.INSERT)) {
                for (CallRecord record : records) {
                    RecordRow.set(record, new Columns(statement));
                    statement.addBatch();
                }
                kept = statement.executeBatch();
            }
            appendContent(connection, records, kept);
            return true;
        });
    }

    /** Not that of a record which was kept before: it may have been deleted since. */
    private static void appendContent(Connection connection, List<CallRecord> records, int[] kept) throws SQLException {
        if (records.stream().allMatch(r -> r.content().isEmpty())) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO call_content (seq, content)"
                + " SELECT seq, ? FROM call_record WHERE id = ? ON CONFLICT (seq) DO NOTHING")) {
            for (int i = 0; i < kept.length; i++) {
                Optional<CapturedContent> content = records.get(i).content();
                if (content.isPresent() && kept[i] != 0) {
                    new Columns(statement)
                            .text(RecordDetails.contentJson(content.get()))
                            .text(records.get(i).id());
                    statement.addBatch();
                }
            }
            statement.executeBatch();
        }
    }

    @Override
    public void scan(LedgerQuery query, Consumer<CallRecord> visitor) {
        RecordFilter filter = RecordFilter.of(query);
        database.read(connection -> {
            // PostgreSQL streams only within a transaction.
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(sql(filter, query.details()))) {
                statement.setFetchSize(FETCH);
                filter.set(statement);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        visitor.accept(query.details() ? RecordRow.readWhole(rows) : RecordRow.read(rows));
                    }
                }
            } finally {
                connection.rollback();
            }
            return true;
        });
    }

    @Override
    public long delete(LedgerQuery query) {
        RecordFilter filter = RecordFilter.of(query);
        // In the same order, so that both statements mean the same records.
        String step = filter.where() + " ORDER BY started_s, started_n, seq LIMIT " + DELETE_STEP + ")";
        long deleted = inSteps(
                filter,
                "DELETE FROM call_feedback WHERE call IN (SELECT id FROM call_record" + step,
                "DELETE FROM call_record WHERE seq IN (SELECT seq FROM call_record" + step);
        if (query.isOfTimeOnly()) {
            losses.delete(query);
        }
        return deleted;
    }

    @Override
    public long deleteContent(LedgerQuery query) {
        RecordFilter filter = RecordFilter.of(query);
        return inSteps(
                filter,
                "DELETE FROM call_content WHERE seq IN (SELECT call_content.seq FROM call_content"
                        + " JOIN call_record ON call_record.seq = call_content.seq" + filter.where() + " LIMIT "
                        + DELETE_STEP + ")");
    }

    /** How many rows the last statement deleted; all of them are one transaction. */
    private long inSteps(RecordFilter filter, String... statements) {
        long deleted = 0;
        int step;
        do {
            step = database.write(connection -> {
                int rows = 0;
                for (String sql : statements) {
                    try (PreparedStatement statement = connection.prepareStatement(sql)) {
                        filter.set(statement);
                        rows = statement.executeUpdate();
                    }
                }
                return rows;
            });
            deleted += step;
        } while (step == DELETE_STEP);
        return deleted;
    }

    @Override
    public void addFeedback(List<Feedback> said) {
        feedback.add(List.copyOf(said));
    }

    @Override
    public void scanFeedback(Instant from, Consumer<Feedback> visitor) {
        feedback.scan(from, visitor);
    }

    @Override
    public boolean keepLosses(List<LedgerLoss> more) {
        losses.keep(more);
        return true;
    }

    @Override
    public long lost(Instant from, Instant to) {
        return losses.sum(from, to);
    }

    @Override
    public Optional<byte[]> fingerprintKey() {
        return database.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT setting FROM llmops_setting WHERE name = '" + Tables.FINGERPRINT_KEY + "'")) {
                return row.next() ? Optional.of(HexFormat.of().parseHex(row.getString(1))) : Optional.empty();
            }
        });
    }

    @Override
    public void close() {
        database.close();
    }

    /** In the order of an index whatever the filter is, so that the database need not sort, and so hold, what it finds. */
    static String sql(RecordFilter filter, boolean whole) {
        return (whole ? RecordRow.SELECT_WHOLE : RecordRow.SELECT) + filter.where()
                + " ORDER BY started_s, started_n, call_record.seq";
    }
}
