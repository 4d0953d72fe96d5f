package io.llmops.jdbc;

import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.ledger.LedgerStore;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.function.Consumer;

/** The ledger in a database. Thread-safe. */
final class JdbcLedgerStore implements LedgerStore {

    private static final int FETCH = 1_000;

    private final Database database;

    JdbcLedgerStore(Database database) {
        this.database = database;
    }

    @Override
    public void append(List<CallRecord> records) {
        if (records.isEmpty()) {
            return;
        }
        database.write(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(RecordRow.INSERT)) {
                for (CallRecord record : records) {
                    RecordRow.set(record, new Columns(statement));
                    statement.addBatch();
                }
                statement.executeBatch();
            }
            return true;
        });
    }

    @Override
    public void scan(LedgerQuery query, Consumer<CallRecord> visitor) {
        RecordFilter filter = RecordFilter.of(query);
        database.read(connection -> {
            // PostgreSQL streams only within a transaction.
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(sql(filter))) {
                statement.setFetchSize(FETCH);
                filter.set(statement);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        visitor.accept(RecordRow.read(rows));
                    }
                }
            } finally {
                connection.rollback();
            }
            return true;
        });
    }

    @Override
    public void close() {
        database.close();
    }

    /** In the order of an index whatever the filter is, so that the database need not sort, and so hold, what it finds. */
    static String sql(RecordFilter filter) {
        return "SELECT * FROM call_record" + filter.where() + " ORDER BY started_s, started_n, seq";
    }
}
