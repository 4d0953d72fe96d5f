package io.llmops.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.connect.ChangeBatch;
import io.llmops.api.connect.DocumentMetadata;
import io.llmops.api.exception.DocumentException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Against a real broker. */
@ExtendWith(Broker.class)
class KafkaConnectorTest {

    private final Index index = new Index();

    private static KafkaConnector.Builder connector(String topic) {
        return KafkaConnector.builder(Broker.servers()).topic(topic);
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, @Nullable String key, @Nullable String value) {
        return new ProducerRecord<>(
                topic, key == null ? null : key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8));
    }

    private static ProducerRecord<byte[], byte[]> at(String topic, int partition, String key, String value) {
        return new ProducerRecord<>(topic, partition, key.getBytes(UTF_8), value.getBytes(UTF_8));
    }

    @Test
    void should_take_values_in_by_key_and_remove_tombstones() {
        String topic = Broker.topic(3);
        Broker.send(record(topic, "一", "first"), record(topic, "b/c", "红楼梦 𝄞"), record(topic, "gone", "x"));
        try (KafkaConnector source = connector(topic).build()) {
            index.sync(source);
            assertThat(index.texts)
                    .isEqualTo(Map.of(topic + "/一", "first", topic + "/b%2Fc", "红楼梦 𝄞", topic + "/gone", "x"));

            Broker.send(record(topic, "一", "second"), record(topic, "gone", null), record(topic, "never", null));
            index.sync(source);
            assertThat(index.texts).isEqualTo(Map.of(topic + "/一", "second", topic + "/b%2Fc", "红楼梦 𝄞"));
        }
    }

    @Test
    void should_hand_over_only_the_last_of_a_key_within_a_batch() {
        String topic = Broker.topic(1);
        Broker.send(
                record(topic, "a", "1"), record(topic, "b", "1"), record(topic, "a", "2"), record(topic, "b", null));
        try (KafkaConnector source = connector(topic).build()) {
            index.sync(source);
        }
        assertThat(index.told).containsExactly(topic + "/a", topic + "/b");
        assertThat(index.texts).isEqualTo(Map.of(topic + "/a", "2"));
    }

    @Test
    void should_make_a_document_by_template_fields_headers_and_time() {
        String topic = Broker.topic(1);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic,
                0,
                1_700_000_000_000L,
                "k".getBytes(UTF_8),
                "{\"title\":\"红楼梦\",\"by\":null,\"tags\":[\"a\",\"b\"],\"meta\":{\"user\":\"曹\"}}".getBytes(UTF_8));
        record.headers().add("tenant", "acme".getBytes(UTF_8));
        Broker.send(record);
        try (KafkaConnector source = connector(topic)
                .template("{{title}}{{#by}} by {{by}}{{/by}}:{{#tags}} {{.}}{{/tags}}")
                .field("author", "/meta/user")
                .field("missing", "/meta/none")
                .header(DocumentMetadata.TENANT, "tenant")
                .build()) {
            index.sync(source);
        }
        assertThat(index.texts).isEqualTo(Map.of(topic + "/k", "红楼梦: a b"));
        assertThat(index.document(topic + "/k").metadata())
                .isEqualTo(
                        Map.of("author", "曹", "tenant", "acme", DocumentMetadata.SOURCE_TIME, "2023-11-14T22:13:20Z"));
    }

    @Test
    void should_keep_the_version_of_a_value_that_is_sent_again_and_change_it_with_the_value() {
        String topic = Broker.topic(1);
        List<String> versions = new ArrayList<>();
        try (KafkaConnector source = connector(topic).build()) {
            for (String value : List.of("x", "x", "y")) {
                Broker.send(record(topic, "k", value));
                index.sync(source);
                versions.add(index.document(topic + "/k").version());
            }
        }
        assertThat(versions.get(1)).isEqualTo(versions.get(0));
        assertThat(versions.get(2)).isNotEqualTo(versions.get(0));
    }

    @Test
    void should_report_records_that_make_no_document_and_go_on_behind_them() {
        String topic = Broker.topic(1);
        Broker.send(
                record(topic, "bad", "{S3CRET"),
                record(topic, "list", "[1]"),
                record(topic, "lacks", "{\"other\":\"S3CRET\"}"),
                record(topic, "good", "{\"title\":\"t\"}"));
        try (KafkaConnector source = connector(topic).template("{{title}}").build()) {
            index.sync(source);
            index.told.clear();
            index.sync(source);
        }
        assertThat(index.texts).isEqualTo(Map.of(topic + "/good", "t"));
        assertThat(index.failed).containsOnlyKeys(topic + "/bad", topic + "/list", topic + "/lacks");
        assertThat(index.failed.get(topic + "/bad"))
                .contains("record 0 of partition 0")
                .contains("no JSON");
        assertThat(index.failed.get(topic + "/lacks")).contains("title");
        assertThat(index.failed.values()).noneMatch(why -> why.contains("S3CRET"));
        assertThat(index.told).isEmpty();
    }

    @Test
    void should_tell_keys_apart_that_are_no_text_or_missing() {
        String topic = Broker.topic(1);
        Broker.send(
                new ProducerRecord<>(topic, new byte[] {(byte) 0xff, 1}, "bytes".getBytes(UTF_8)),
                record(topic, "%ff%01", "text"),
                record(topic, null, "none"),
                record(topic, null, null));
        try (KafkaConnector source = connector(topic).build()) {
            index.sync(source);
        }
        assertThat(index.texts)
                .isEqualTo(Map.of(topic + "/%ff%01", "bytes", topic + "/%25ff%2501", "text", topic + "/0/2", "none"));
    }

    @Test
    void should_commit_offsets_to_the_group_only_when_they_are_durable() {
        String topic = Broker.topic(1);
        String group = "group-of-" + topic;
        Broker.send(record(topic, "a", "1"), record(topic, "b", "1"));
        try (KafkaConnector source = connector(topic).group(group).build()) {
            ChangeBatch batch = index.commit(source.next(null, Duration.ZERO));
            assertThat(Broker.committed(group)).isEmpty();

            source.durable(batch.position());
            assertThat(Broker.committed(group))
                    .isEqualTo(Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(2)));
        }
    }

    @Test
    void should_go_on_where_the_index_stands_and_not_where_the_group_does_after_a_crash_between_both() {
        String topic = Broker.topic(2);
        String group = "group-of-" + topic;
        for (int i = 0; i < 40; i++) {
            Broker.send(record(topic, "k" + i % 7, "v" + i));
        }
        try (KafkaConnector source = connector(topic).group(group).batch(10).build()) {
            source.durable(index.commit(source.next(null, Duration.ZERO)).position());
            index.commit(source.next(index.position, Duration.ZERO)); // and then the process dies
        }
        int before = index.told.size();
        try (KafkaConnector source = connector(topic).group(group).batch(10).build()) {
            index.sync(source);
        }
        assertThat(index.texts).isEqualTo(lastOf(topic, 40));
        assertThat(before).isPositive();
        assertThat(Broker.committed(group).values().stream()
                        .mapToLong(OffsetAndMetadata::offset)
                        .sum())
                .isEqualTo(40);
    }

    @Test
    void should_have_the_same_effect_when_records_are_read_again() {
        String topic = Broker.topic(2);
        for (int i = 0; i < 30; i++) {
            Broker.send(record(topic, "k" + i % 7, "v" + i));
        }
        try (KafkaConnector source = connector(topic).batch(4).build()) {
            String early = index.commit(source.next(null, Duration.ZERO)).position();
            index.sync(source);
            assertThat(index.texts).isEqualTo(lastOf(topic, 30));

            index.position = early; // as if the last commits had been lost
            index.sync(source);
            assertThat(index.texts).isEqualTo(lastOf(topic, 30));
        }
    }

    private static Map<String, String> lastOf(String topic, int records) {
        Map<String, String> last = new java.util.TreeMap<>();
        for (int i = 0; i < records; i++) {
            last.put(topic + "/k" + i % 7, "v" + i);
        }
        return last;
    }

    @Test
    void should_read_partitions_that_are_added_later() {
        String topic = Broker.topic(1);
        Broker.send(at(topic, 0, "a", "1"));
        try (KafkaConnector source = connector(topic).build()) {
            index.sync(source);
        }
        Broker.addPartitions(topic, 3);
        Broker.send(at(topic, 2, "b", "2"), at(topic, 0, "c", "3"));

        try (KafkaConnector source = connector(topic).build()) {
            index.sync(source);
        }
        assertThat(index.texts).isEqualTo(Map.of(topic + "/a", "1", topic + "/b", "2", topic + "/c", "3"));
        assertThat(index.told).doesNotHaveDuplicates();
    }

    @Test
    void should_refuse_a_position_whose_records_have_gone_and_not_jump() {
        String topic = Broker.topic(1);
        Broker.send(record(topic, "a", "1"));
        try (KafkaConnector source = connector(topic).build()) {
            index.sync(source);
            Broker.send(record(topic, "b", "2"), record(topic, "c", "3"));
            Broker.deleteBefore(topic, 0, 3);

            assertThatThrownBy(() -> source.next(index.position, Duration.ZERO))
                    .isInstanceOf(DocumentException.class)
                    .hasMessageContaining("begin again");
            assertThat(source.next(null, Duration.ZERO).caughtUp()).isTrue();
        }
    }

    @Test
    void should_name_a_topic_that_is_not_there_and_make_none() {
        try (KafkaConnector source = connector("no-such-topic")
                .property("default.api.timeout.ms", 2_000)
                .property("request.timeout.ms", 1_000)
                .build()) {
            assertThatThrownBy(() -> source.next(null, Duration.ZERO))
                    .isInstanceOf(DocumentException.class)
                    .hasMessageContaining("no-such-topic");
        }
    }

    @Test
    void should_refuse_a_position_of_another_topic() {
        try (KafkaConnector source = connector(Broker.topic(1)).build()) {
            for (String wrong : List.of("{}", "x", "{\"topic\":\"other\",\"offsets\":{\"0\":1}}")) {
                assertThatThrownBy(() -> source.next(wrong, Duration.ZERO))
                        .isInstanceOf(DocumentException.class)
                        .hasMessageContaining("begin again");
            }
        }
    }

    @Test
    void should_wait_for_what_comes_and_end_a_wait_when_it_is_closed() throws Exception {
        String topic = Broker.topic(1);
        KafkaConnector source = connector(topic).build();
        index.sync(source);
        CompletableFuture<Void> coming =
                CompletableFuture.runAsync(() -> index.commit(source.next(index.position, Duration.ofHours(1))));
        Broker.send(record(topic, "a", "1"));
        coming.get(1, TimeUnit.MINUTES);
        assertThat(index.texts).containsKey(topic + "/a");

        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(
                () -> source.next(index.position, Duration.ofHours(1)).changes().isEmpty());
        source.close();
        source.close();
        // Closed before it began to wait, it says so; afterwards it gives nothing.
        assertThat(waiting.exceptionally(e -> true).get(1, TimeUnit.MINUTES)).isTrue();
        assertThatThrownBy(() -> source.next(null, Duration.ZERO)).isInstanceOf(IllegalStateException.class);
    }
}
