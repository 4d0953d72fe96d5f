package io.llmops.jdbc.connect;

import static java.util.stream.Collectors.joining;

import io.llmops.api.exception.DocumentException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A table or query and how its rows become documents.
 *
 * @param origin the database
 * @param name of the table, or of the query
 * @param query null for the table of that name
 * @param settings how a row becomes a document
 */
record Rows(Origin origin, String name, @Nullable String query, RowSettings settings) {

    /** Rows that the driver fetches at a time: {@value}. */
    static final int FETCH = 500;

    /** As it is told to people, and by which a source is known again. */
    String description() {
        return (query == null ? "table " : "query ") + name + " of " + origin.place();
    }

    Relation relation(Connection connection) throws SQLException {
        return query == null ? Relation.table(connection, name) : Relation.query(connection, query);
    }

    RowLayout layout(Relation relation, List<String> order) {
        return new RowLayout(name, settings, relation, order, this::again);
    }

    /** All rows in one statement, of which the driver holds no more than {@value #FETCH} at a time. */
    void all(Consumer<RowDocument> visitor) {
        origin.read(description(), connection -> {
            Relation relation = relation(connection);
            RowLayout layout = layout(relation, List.of());
            try (PreparedStatement statement = connection.prepareStatement(relation.select(layout.columns()))) {
                statement.setFetchSize(FETCH);
                try (ResultSet result = statement.executeQuery()) {
                    while (result.next()) {
                        RowLayout.Row row = layout.row(result);
                        if (!row.isDeleted()) {
                            visitor.accept(row.document());
                        }
                    }
                }
            }
            return this;
        });
    }

    /** One row, fetched again. */
    private Supplier<RowDocument> again(List<Object> key) {
        return () -> origin.read(description(), connection -> {
            Relation relation = relation(connection);
            RowLayout layout = layout(relation, List.of());
            String condition = layout.keys().stream()
                    .map(column -> relation.quoted(column) + " = ?")
                    .collect(joining(" AND ", " WHERE ", ""));
            try (PreparedStatement statement =
                    connection.prepareStatement(relation.select(layout.columns()) + condition)) {
                for (int i = 0; i < key.size(); i++) {
                    statement.setObject(i + 1, key.get(i));
                }
                try (ResultSet result = statement.executeQuery()) {
                    if (!result.next()) {
                        throw new DocumentException("a row of " + description()
                                + " has gone while it was read: the next sync takes its document out");
                    }
                    return layout.row(result).document();
                }
            }
        });
    }
}
