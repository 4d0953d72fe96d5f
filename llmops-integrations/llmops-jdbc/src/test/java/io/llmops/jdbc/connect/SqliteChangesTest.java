package io.llmops.jdbc.connect;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.io.TempDir;

/** SQLite keeps times as texts. */
class SqliteChangesTest extends JdbcChangesTests {

    private static final DateTimeFormatter TEXT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    @TempDir
    private Path directory;

    @Override
    TestDatabase open() {
        return new TestDatabase("jdbc:sqlite:" + directory.resolve("书店.db"));
    }

    @Override
    Object time(LocalDateTime time) {
        return TEXT.format(time);
    }

    @Override
    String noon() {
        return "'2026-11-24 12:00:00'";
    }
}
