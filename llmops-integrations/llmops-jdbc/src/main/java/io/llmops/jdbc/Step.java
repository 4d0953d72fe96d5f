package io.llmops.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Function;

/** The step of a {@link Part}'s tables from one version to the next, in the transaction of the whole update. */
interface Step {

    /** Changes the tables; it commits nothing itself. */
    void apply(Connection connection, Dialect dialect) throws SQLException;

    /** This and then another, as one step. */
    default Step then(Step next) {
        return (connection, dialect) -> {
            apply(connection, dialect);
            next.apply(connection, dialect);
        };
    }

    /** Statements, one after the other. */
    static Step sql(Function<Dialect, List<String>> statements) {
        return (connection, dialect) -> {
            try (Statement s = connection.createStatement()) {
                for (String sql : statements.apply(dialect)) {
                    s.execute(sql);
                }
            }
        };
    }
}
