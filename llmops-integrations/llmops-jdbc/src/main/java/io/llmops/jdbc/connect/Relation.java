package io.llmops.jdbc.connect;

import static java.util.stream.Collectors.joining;

import io.llmops.api.exception.ConfigurationException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table, view or query as one connection sees it: names are those that the database itself tells, quoted as it quotes.
 *
 * @param from what stands behind FROM
 * @param quote the database's quotation mark for names
 * @param product the database's name
 * @param columns whether NULL is possible, by column name, in order
 */
record Relation(String from, String quote, String product, Map<String, Boolean> columns) {

    private static final String[] KINDS = {"TABLE", "VIEW", "MATERIALIZED VIEW", "FOREIGN TABLE", "PARTITIONED TABLE"};

    /** A table; its name may have a schema before a full stop. */
    static Relation table(Connection connection, String table) throws SQLException {
        DatabaseMetaData database = connection.getMetaData();
        String quote = database.getIdentifierQuoteString().strip();
        int dot = table.indexOf('.');
        String name = dot > 0 && !exists(database, "", table) ? table.substring(dot + 1) : table;
        String schema = name.equals(table) ? "" : table.substring(0, dot);
        for (String spelling : List.of(name, name.toLowerCase(Locale.ROOT), name.toUpperCase(Locale.ROOT))) {
            for (String place : List.of(schema, schema.toLowerCase(Locale.ROOT), schema.toUpperCase(Locale.ROOT))) {
                if (exists(database, place, spelling)) {
                    String from = (place.isEmpty() ? "" : quoted(place, quote) + ".") + quoted(spelling, quote);
                    return probed(connection, from, quote);
                }
            }
        }
        throw new ConfigurationException(
                "there is no table or view '" + table + "' that this user may read: check its name and schema");
    }

    /** A query, which is a table without a name. */
    static Relation query(Connection connection, String query) throws SQLException {
        String quote = connection.getMetaData().getIdentifierQuoteString().strip();
        return probed(connection, "(" + query + ") llmops_rows", quote);
    }

    private static boolean exists(DatabaseMetaData database, String schema, String table) throws SQLException {
        String escape = database.getSearchStringEscape();
        String schemaPattern = schema.isEmpty() ? null : escaped(schema, escape);
        try (ResultSet found = database.getTables(null, schemaPattern, escaped(table, escape), KINDS)) {
            while (found.next()) {
                if (table.equals(found.getString("TABLE_NAME"))) {
                    return true;
                }
            }
            return false;
        }
    }

    /** A database without an escape takes the marks of a pattern as they are, which finds too much and not too little. */
    private static String escaped(String name, @Nullable String escape) {
        if (escape == null || escape.isEmpty()) {
            return name;
        }
        return name.replace(escape, escape + escape).replace("_", escape + "_").replace("%", escape + "%");
    }

    private static Relation probed(Connection connection, String from, String quote) throws SQLException {
        Map<String, Boolean> columns = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT * FROM " + from + " WHERE 1 = 0");
                ResultSet rows = statement.executeQuery()) {
            ResultSetMetaData told = rows.getMetaData();
            for (int i = 1; i <= told.getColumnCount(); i++) {
                columns.put(told.getColumnLabel(i), told.isNullable(i) != ResultSetMetaData.columnNoNulls);
            }
        }
        return new Relation(from, quote, connection.getMetaData().getDatabaseProductName(), columns);
    }

    /**
     * The column of that name, exactly or else without regard to case.
     *
     * @throws ConfigurationException if there is none
     */
    String column(String name) {
        if (columns.containsKey(name)) {
            return name;
        }
        return columns.keySet().stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> new ConfigurationException(
                        "there is no column '" + name + "'; there are " + String.join(", ", columns.keySet())));
    }

    /** SELECT of these columns, up to and without WHERE. */
    String select(List<String> names) {
        return names.stream().map(this::quoted).collect(joining(", ", "SELECT ", " FROM ")) + from;
    }

    String quoted(String column) {
        return quoted(column, quote);
    }

    /** What limits a statement to so many rows, to be put at its end behind ORDER BY. */
    String limit(int rows) {
        return switch (product) {
            case "SQLite", "MySQL", "MariaDB" -> " LIMIT " + rows;
            case "Microsoft SQL Server" -> " OFFSET 0 ROWS FETCH NEXT " + rows + " ROWS ONLY";
            default -> " FETCH FIRST " + rows + " ROWS ONLY"; // SQL:2008
        };
    }

    private static String quoted(String name, String quote) {
        if (quote.isEmpty()) {
            if (!name.matches("\\w+")) {
                throw new ConfigurationException("this database cannot quote the name '" + name + "': give a query");
            }
            return name;
        }
        return quote + name.replace(quote, quote + quote) + quote;
    }
}
