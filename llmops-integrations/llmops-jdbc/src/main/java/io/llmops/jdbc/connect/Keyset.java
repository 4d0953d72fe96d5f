package io.llmops.jdbc.connect;

import static java.util.stream.Collectors.joining;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The rows from one on in the order of some columns, compared as a tuple, in SQL that every database knows. */
final class Keyset {

    private final Relation relation;
    private final List<String> columns;

    Keyset(Relation relation, List<String> columns) {
        this.relation = relation;
        this.columns = columns;
    }

    /**
     * {@code a >= ? AND (a > ? OR (b >= ? AND (b > ? OR c >= ?)))}: the first condition, which follows from the others, is
     * what an index on the columns serves.
     */
    String condition() {
        return " WHERE " + from(0);
    }

    private String from(int i) {
        String column = relation.quoted(columns.get(i));
        return i == columns.size() - 1
                ? column + " >= ?"
                : column + " >= ? AND (" + column + " > ? OR (" + from(i + 1) + "))";
    }

    String order() {
        return columns.stream().map(relation::quoted).collect(joining(", ", " ORDER BY ", ""));
    }

    /** The parameters of {@link #condition}. */
    static void bind(PreparedStatement statement, List<Object> values) throws SQLException {
        List<Object> parameters = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            parameters.add(values.get(i));
            if (i < values.size() - 1) {
                parameters.add(values.get(i));
            }
        }
        for (int i = 0; i < parameters.size(); i++) {
            statement.setObject(i + 1, parameters.get(i));
        }
    }
}
