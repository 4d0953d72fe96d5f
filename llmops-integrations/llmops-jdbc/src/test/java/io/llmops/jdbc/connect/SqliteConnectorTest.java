package io.llmops.jdbc.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.exception.DocumentException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteConnectorTest extends JdbcConnectorTests {

    @TempDir
    private Path directory;

    @Override
    TestDatabase open() {
        TestDatabase database = new TestDatabase("jdbc:sqlite:" + directory.resolve("书店.db"));
        database.run("CREATE TABLE there (id INTEGER)");
        return database;
    }

    @Override
    String endless() {
        return "WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n) SELECT id FROM n";
    }

    @Test
    void should_make_no_file_where_there_is_none() {
        Path missing = directory.resolve("missing.db");

        assertThatThrownBy(() -> read(JdbcConnector.builder("jdbc:sqlite:" + missing)
                        .table("book")
                        .key("id")
                        .build()))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("missing.db");
        assertThat(Files.exists(missing)).isFalse();
    }
}
