package io.llmops.jdbc.connect;

import io.llmops.jdbc.PostgresServer;
import java.time.LocalDateTime;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same on a real PostgreSQL. */
@ExtendWith(PostgresServer.class)
class PostgresChangesTest extends JdbcChangesTests {

    private final String url = PostgresServer.newSchema();

    @Override
    TestDatabase open() {
        return new TestDatabase(url);
    }

    @Override
    Object time(LocalDateTime time) {
        return time;
    }

    @Override
    String noon() {
        return "TIMESTAMP '2026-11-24 12:00:00'";
    }
}
