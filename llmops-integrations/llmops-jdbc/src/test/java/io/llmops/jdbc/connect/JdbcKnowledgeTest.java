package io.llmops.jdbc.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.LlmOps;
import io.llmops.api.connect.Connector;
import io.llmops.api.knowledge.KnowledgeQuery;
import io.llmops.rag.KnowledgeBase;
import io.llmops.rag.KnowledgeBaseBuilder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a table to passages. */
class JdbcKnowledgeTest {

    @TempDir
    private Path directory;

    private TestDatabase database;

    @BeforeEach
    void makeTable() {
        database = new TestDatabase("jdbc:sqlite:" + directory.resolve("书店.db"));
        database.run("CREATE TABLE book (id INTEGER PRIMARY KEY, title TEXT, changed INTEGER NOT NULL, gone INTEGER)");
        database.run("INSERT INTO book VALUES (1, '红楼梦是一部小说。', 1, NULL), (2, 'Bicycles stand in the yard.', 1, NULL)");
    }

    private KnowledgeBaseBuilder base(LlmOps ops) {
        return KnowledgeBase.builder(ops)
                .name("books")
                .directory(directory.resolve("index"))
                .embedding(KnowledgeBase.NO_EMBEDDING);
    }

    @Test
    void should_bring_a_knowledge_base_in_line_with_a_table_that_a_provider_names() {
        try (LlmOps ops = LlmOps.builder().build()) {
            Connector books = ops.connector(
                    "jdbc",
                    database.url(),
                    Map.of("table", "book", "key", "id", "template", "{{title}}", "metadata.changed", "changed"));
            try (KnowledgeBase base = base(ops).source(books).build()) {
                assertThat(base.sync()).hasToString("2 added, 0 replaced, 0 removed, 0 unchanged, 0 failed");

                database.run("UPDATE book SET title = '红楼梦有一百二十回。' WHERE id = 1");
                database.run("DELETE FROM book WHERE id = 2");
                assertThat(base.sync()).hasToString("0 added, 1 replaced, 1 removed, 0 unchanged, 0 failed");

                assertThat(base.retrieve(KnowledgeQuery.of("红楼梦有几回")).passages())
                        .first()
                        .satisfies(passage -> assertThat(passage.text()).isEqualTo("红楼梦有一百二十回。"));
            }
        }
    }

    @Test
    void should_follow_a_table_from_where_the_index_stands() {
        JdbcConnector books = JdbcConnector.builder(database.url())
                .table("book")
                .key("id")
                .template("{{title}}")
                .deleted("gone")
                .build();
        try (LlmOps ops = LlmOps.builder().build()) {
            try (KnowledgeBase base = base(ops).source(books.changes("changed")).build()) {
                assertThat(base.sync()).hasToString("2 added, 0 replaced, 0 removed, 0 unchanged, 0 failed");
            }
            database.run("UPDATE book SET title = '三国演义。', changed = 2 WHERE id = 1");
            database.run("UPDATE book SET gone = 1, changed = 2 WHERE id = 2");
            try (KnowledgeBase base = base(ops).source(books.changes("changed")).build()) {
                assertThat(base.sync()).hasToString("0 added, 1 replaced, 1 removed, 0 unchanged, 0 failed");
                assertThat(base.documents()).containsExactly("book/1");
                assertThat(base.sync()).hasToString("0 added, 0 replaced, 0 removed, 0 unchanged, 0 failed");
            }
        }
    }
}
