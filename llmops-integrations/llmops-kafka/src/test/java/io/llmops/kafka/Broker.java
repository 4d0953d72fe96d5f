package io.llmops.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real broker, with its controller, in this process: one for all tests of a run. */
final class Broker implements BeforeAllCallback {

    private static final AtomicInteger TOPICS = new AtomicInteger();

    private static volatile String servers = "";

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Broker.class))
                .getOrComputeIfAbsent(Running.class, k -> Running.start(), Running.class);
    }

    private record Running(KafkaClusterTestKit kit) implements AutoCloseable {

        static Running start() {
            try {
                KafkaClusterTestKit kit = new KafkaClusterTestKit.Builder(new TestKitNodes.Builder()
                                .setCombined(true)
                                .setNumBrokerNodes(1)
                                .setNumControllerNodes(1)
                                .build())
                        .setConfigProp("offsets.topic.replication.factor", "1")
                        .setConfigProp("offsets.topic.num.partitions", "1")
                        .setConfigProp("transaction.state.log.replication.factor", "1")
                        .setConfigProp("transaction.state.log.min.isr", "1")
                        .build();
                kit.format();
                kit.startup();
                kit.waitForReadyBrokers();
                servers = kit.bootstrapServers();
                return new Running(kit);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            try {
                kit.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    static String servers() {
        return servers;
    }

    /** A new topic. */
    static String topic(int partitions) {
        String topic = "topic-" + TOPICS.incrementAndGet();
        admin(admin -> admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())))
                .all()
                .get());
        return topic;
    }

    static void addPartitions(String topic, int total) {
        admin(admin -> admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(total)))
                .all()
                .get());
    }

    /** As the broker itself does when records are older than it keeps them. */
    static void deleteBefore(String topic, int partition, long offset) {
        admin(admin -> admin.deleteRecords(
                        Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(offset)))
                .all()
                .get());
    }

    /** What is committed to a group, by partition. */
    static Map<TopicPartition, OffsetAndMetadata> committed(String group) {
        return admin(admin -> admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get());
    }

    private interface Work<T> {
        T with(Admin admin) throws Exception;
    }

    private static <T> T admin(Work<T> work) {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", servers))) {
            return work.with(admin);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends records and waits until the broker has them. */
    @SafeVarargs
    @SuppressWarnings("varargs") // they are only read
    static void send(ProducerRecord<byte[], byte[]>... records) {
        send(List.of(records));
    }

    static void send(List<ProducerRecord<byte[], byte[]>> records) {
        ByteArraySerializer bytes = new ByteArraySerializer();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", servers, "enable.idempotence", true), bytes, bytes)) {
            List<Future<?>> sent = new ArrayList<>();
            records.forEach(record -> sent.add(producer.send(record)));
            for (Future<?> one : sent) {
                one.get();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
