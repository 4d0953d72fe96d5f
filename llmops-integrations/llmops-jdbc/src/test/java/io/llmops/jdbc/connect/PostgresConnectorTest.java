package io.llmops.jdbc.connect;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.exception.DocumentException;
import io.llmops.jdbc.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same on a real PostgreSQL. */
@ExtendWith(PostgresServer.class)
class PostgresConnectorTest extends JdbcConnectorTests {

    private final TestDatabase database = new TestDatabase(PostgresServer.newSchema());

    @Override
    TestDatabase open() {
        return database;
    }

    @Override
    String endless() {
        return "SELECT generate_series(1, 9000000000000) AS id";
    }

    @Test
    void should_refuse_a_query_that_writes() {
        database.run("CREATE SEQUENCE s");

        assertThatThrownBy(() -> read(JdbcConnector.builder(database.url())
                        .query("s", "SELECT nextval('s') AS id")
                        .key("id")
                        .build()))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("SQLSTATE 25006");
    }
}
