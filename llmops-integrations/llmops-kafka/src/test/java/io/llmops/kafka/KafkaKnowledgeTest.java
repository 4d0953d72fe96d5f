package io.llmops.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.LlmOps;
import io.llmops.api.connect.ChangeBatch;
import io.llmops.api.connect.ChangeConnector;
import io.llmops.api.knowledge.KnowledgeQuery;
import io.llmops.rag.KnowledgeBase;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** From a topic to passages. */
@ExtendWith(Broker.class)
class KafkaKnowledgeTest {

    @TempDir
    private Path directory;

    /** A process that dies when the index is durable and Kafka does not know yet. */
    private record Dying(ChangeConnector source) implements ChangeConnector {

        @Override
        public String description() {
            return source.description();
        }

        @Override
        public ChangeBatch next(@Nullable String position, Duration wait) {
            return source.next(position, wait);
        }

        @Override
        public void durable(String position) {
            throw new IllegalStateException("died");
        }

        @Override
        public void close() {
            source.close();
        }
    }

    private KnowledgeBase open(LlmOps ops, ChangeConnector source) {
        return KnowledgeBase.builder(ops)
                .name("wiki")
                .directory(directory.resolve("index"))
                .embedding(KnowledgeBase.NO_EMBEDDING)
                .source(source)
                .build();
    }

    @Test
    void should_take_each_record_in_once_over_a_crash_between_index_and_offsets() {
        String topic = Broker.topic(2);
        String group = "group-of-" + topic;
        Broker.send(record(topic, "a", "年假可以结转五天。"), record(topic, "b", "Bicycles stand in the yard."));
        KafkaConnector.Builder connector =
                KafkaConnector.builder(Broker.servers()).topic(topic).group(group);
        try (LlmOps ops = LlmOps.builder().build()) {
            try (KnowledgeBase base = open(ops, new Dying(connector.build()))) {
                assertThatThrownBy(base::sync).hasMessage("died");
            }
            assertThat(Broker.committed(group)).isEmpty();

            Broker.send(record(topic, "a", "年假可以结转七天。"), record(topic, "b", null), record(topic, "c", "Gamma."));
            try (KnowledgeBase base = open(ops, connector.build())) {
                assertThat(base.documents()).containsExactlyInAnyOrder(topic + "/a", topic + "/b");
                assertThat(base.sync()).hasToString("1 added, 1 replaced, 1 removed, 0 unchanged, 0 failed");
                assertThat(base.documents()).containsExactlyInAnyOrder(topic + "/a", topic + "/c");
                assertThat(base.retrieve(KnowledgeQuery.of("年假可以结转几天")).passages())
                        .first()
                        .satisfies(passage -> assertThat(passage.text()).isEqualTo("年假可以结转七天。"));
                assertThat(base.check()).isEmpty();
            }
        }
        assertThat(Broker.committed(group).values().stream()
                        .mapToLong(OffsetAndMetadata::offset)
                        .sum())
                .isEqualTo(5);
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String key, @Nullable String value) {
        return new ProducerRecord<>(topic, key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8));
    }
}
