package io.llmops.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Wikidata's stream of changes, by page. */
@ExtendWith(Broker.class)
class WikidataTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void should_end_with_the_last_change_of_each_page_with_crashes_in_between() throws IOException {
        String root = System.getProperty("llmops.testdata", "");
        assumeFalse(root.isBlank(), "no real data: set -Dllmops.testdata");
        String topic = Broker.topic(4);
        Map<String, String> expected = new TreeMap<>();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (String file : List.of("qs_batch_with_reverts.json", "qs_batch_with_new_items.json")) {
            for (String line : Files.readAllLines(Path.of(root, "stream-wikidata-recentchange", file))) {
                JsonNode event = JSON.readTree(line);
                String title = event.path("title").asText();
                records.add(new ProducerRecord<>(topic, title.getBytes(UTF_8), line.getBytes(UTF_8)));
                expected.put(
                        topic + "/" + title.replace("/", "%2F"),
                        title + " by " + event.path("user").asText() + ": "
                                + event.path("comment").asText());
            }
        }
        String removed =
                records.get(0).topic() + "/" + new String(records.get(0).key(), UTF_8);
        records.add(new ProducerRecord<>(topic, records.get(0).key(), null));
        expected.remove(removed);
        Broker.send(records);

        Index index = new Index();
        boolean caughtUp = false;
        while (!caughtUp) {
            // Every batch is taken in by a new process, whose predecessor died before its offsets were committed.
            try (KafkaConnector source = KafkaConnector.builder(Broker.servers())
                    .topic(topic)
                    .group("wikidata")
                    .batch(100)
                    .template("{{title}} by {{user}}: {{comment}}")
                    .field("revision", "/revision/new")
                    .build()) {
                caughtUp =
                        index.commit(source.next(index.position, Duration.ZERO)).caughtUp();
            }
        }

        assertThat(records).hasSize(533);
        assertThat(index.failed).isEmpty();
        assertThat(index.texts).isEqualTo(expected).hasSizeGreaterThan(370);
        assertThat(index.documents.values())
                .allMatch(document -> document.metadata().containsKey("revision"));
    }
}
