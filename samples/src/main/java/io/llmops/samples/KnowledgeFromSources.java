package io.llmops.samples;

import io.llmops.LlmOps;
import io.llmops.api.connect.ChangeConnector;
import io.llmops.jdbc.connect.JdbcConnector;
import io.llmops.kafka.KafkaConnector;
import io.llmops.rag.KnowledgeBase;
import io.llmops.rag.ingest.Following;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Knowledge from a table, and from a topic of Kafka. */
public final class KnowledgeFromSources {

    private KnowledgeFromSources() {}

    /** Makes a small table in a SQLite file, and keeps an index in step with it. */
    public static void main(String[] args) throws SQLException {
        run(Path.of(args.length > 0 ? args[0] : "knowledge-from-sources"), System.out);
    }

    static void run(Path directory, PrintStream out) throws SQLException {
        String url = "jdbc:sqlite:" + directory.resolve("shop.db");
        execute(
                url,
                "CREATE TABLE product (id INTEGER PRIMARY KEY, name TEXT, description TEXT)",
                "INSERT INTO product VALUES (1, '雨伞', '折叠雨伞，一年保修。'), (2, 'Tent', 'For two people; 2 kg.')");
        // snippet: table
        JdbcConnector products = JdbcConnector.builder(url)
                .table("product")
                .key("id")
                .template("{{name}}\n\n{{description}}")
                .build();
        try (LlmOps ops = LlmOps.builder().build();
                KnowledgeBase shop = KnowledgeBase.builder(ops)
                        .name("shop")
                        .directory(directory.resolve("index"))
                        .embedding(KnowledgeBase.NO_EMBEDDING) // words only; "onnx/bge-small-zh-v1.5" for meaning, too
                        .source(products)
                        .build()) {
            out.println(shop.sync());
            execute(
                    url,
                    "UPDATE product SET description = '折叠雨伞，两年保修。' WHERE id = 1",
                    "DELETE FROM product WHERE id = 2");
            out.println(shop.sync()); // what has changed, and nothing else
        }
        // end
    }

    /** Follows a topic until the application ends: a value is a document, a tombstone takes it out. */
    static Following follow(LlmOps ops, String servers) {
        // snippet: topic
        ChangeConnector pages = KafkaConnector.builder(servers)
                .topic("pages")
                .group("handbook")
                .template("{{title}}: {{summary}}")
                .field("author", "/meta/user")
                .build();
        KnowledgeBase handbook = KnowledgeBase.builder(ops)
                .name("handbook")
                .directory(Path.of("index"))
                .embedding("onnx/bge-small-zh-v1.5")
                .source(pages)
                .build();
        return handbook.follow(error -> System.err.println("the topic: " + error.getMessage()));
        // end
    }

    private static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
