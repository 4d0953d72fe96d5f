package io.llmops.jdbc;

import io.llmops.api.ledger.LedgerQuery;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The condition of a query, with its values as parameters.
 *
 * @param conditions all of which must hold
 * @param values of the parameters, in order
 */
record RecordFilter(List<String> conditions, List<Object> values) {

    static RecordFilter of(LedgerQuery query) {
        List<String> conditions = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        query.scenario().ifPresent(v -> add(conditions, values, "scenario = ?", v));
        query.tenant().ifPresent(v -> add(conditions, values, "tenant = ?", v));
        query.errorClass().ifPresent(v -> add(conditions, values, "error_class = ?", v.name()));
        query.run().ifPresent(v -> add(conditions, values, "run = ?", v));
        // Row values, unlike "a > ? OR a = ? AND b >= ?", let the database seek in the index by time.
        query.from().ifPresent(v -> add(conditions, values, "(started_s, started_n) >= (?, ?)", at(v)));
        query.to().ifPresent(v -> add(conditions, values, "(started_s, started_n) < (?, ?)", at(v)));
        return new RecordFilter(List.copyOf(conditions), List.copyOf(values));
    }

    String where() {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    void set(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
    }

    private static void add(List<String> conditions, List<Object> values, String condition, Object... parameters) {
        conditions.add(condition);
        values.addAll(List.of(parameters));
    }

    private static Object[] at(Instant instant) {
        return new Object[] {instant.getEpochSecond(), instant.getNano()};
    }
}
