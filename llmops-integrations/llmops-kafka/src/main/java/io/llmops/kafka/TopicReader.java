package io.llmops.kafka;

import io.llmops.api.connect.ChangeBatch;
import io.llmops.api.connect.DocumentChange;
import io.llmops.api.exception.DocumentException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads all partitions of a topic from offsets that are given. The consumer is made when it is first needed. */
final class TopicReader {

    private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
    /** How long one request for records is waited for before it is looked whether there are any. */
    private static final Duration POLL = Duration.ofMillis(100);

    private static final long CLOSE_SECONDS = 30;

    private final String topic;
    private final boolean hasGroup;
    private final RecordLayout layout;
    private final Map<String, Object> settings;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private volatile boolean closed;

    TopicReader(String topic, boolean hasGroup, RecordLayout layout, Map<String, Object> settings) {
        this.topic = topic;
        this.hasGroup = hasGroup;
        this.layout = layout;
        this.settings = settings;
    }

    ChangeBatch next(@Nullable String position, Duration wait) {
        TopicPosition before = TopicPosition.read(position, topic);
        lock.lock();
        try {
            KafkaConsumer<byte[], byte[]> open = open();
            List<TopicPartition> partitions = assign(open, before);
            ConsumerRecords<byte[], byte[]> records = poll(open, partitions, wait);
            TopicPosition after = new TopicPosition(topic, new TreeMap<>());
            partitions.forEach(partition -> after.offsets().put(partition.partition(), open.position(partition)));
            return new ChangeBatch(compacted(records), after.write(), isAtEnd(open, partitions));
        } catch (WakeupException e) {
            return new ChangeBatch(List.of(), before.write(), false); // closed meanwhile
        } catch (OffsetOutOfRangeException e) {
            throw new DocumentException(
                    "topic " + topic + " no longer has the offsets of the position " + e.offsetOutOfRangePartitions()
                            + ": begin again without one",
                    e);
        } catch (InterruptException e) {
            throw e; // the flag is set again by Kafka
        } catch (KafkaException e) {
            throw failure(e);
        } finally {
            lock.unlock();
        }
    }

    private KafkaConsumer<byte[], byte[]> open() {
        KafkaConsumer<byte[], byte[]> open = consumer;
        if (closed) {
            throw new IllegalStateException("the connector of topic " + topic + " is closed");
        }
        if (open == null) {
            open = new KafkaConsumer<>(settings);
            consumer = open;
        }
        return open;
    }

    /** Assigns all partitions, and goes to the offsets wherever the consumer is not there already. */
    private List<TopicPartition> assign(KafkaConsumer<byte[], byte[]> open, TopicPosition before) {
        List<PartitionInfo> infos = open.partitionsFor(topic);
        if (infos == null || infos.isEmpty()) {
            throw new DocumentException(
                    "there is no topic " + topic + " that may be read: check its name and the rights");
        }
        List<TopicPartition> partitions = infos.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        boolean same = open.assignment().size() == partitions.size()
                && open.assignment().containsAll(partitions);
        Map<TopicPartition, Long> at = new HashMap<>();
        if (same) {
            partitions.forEach(partition -> at.put(partition, open.position(partition)));
        } else {
            open.assign(partitions);
        }
        List<TopicPartition> unread = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            Long offset = before.offsets().get(partition.partition());
            if (offset == null) {
                unread.add(partition);
            } else if (!offset.equals(at.get(partition))) {
                open.seek(partition, offset);
            }
        }
        if (!unread.isEmpty()) {
            open.beginningOffsets(unread).forEach(open::seek);
        }
        return partitions;
    }

    /** Records, as soon as there are some; none only if the end is reached and the time is up. */
    private ConsumerRecords<byte[], byte[]> poll(
            KafkaConsumer<byte[], byte[]> open, List<TopicPartition> partitions, Duration wait) {
        long start = System.nanoTime();
        while (true) {
            long left = wait.toNanos() - (System.nanoTime() - start);
            ConsumerRecords<byte[], byte[]> records = open.poll(left > POLL.toNanos() ? Duration.ofNanos(left) : POLL);
            if (!records.isEmpty()) {
                return records;
            }
            if (closed) {
                throw new WakeupException();
            }
            if (System.nanoTime() - start >= wait.toNanos() && isAtEnd(open, partitions)) {
                return records;
            }
        }
    }

    private static boolean isAtEnd(KafkaConsumer<byte[], byte[]> open, List<TopicPartition> partitions) {
        Map<TopicPartition, Long> ends = open.endOffsets(partitions);
        return partitions.stream().allMatch(partition -> open.position(partition) >= ends.getOrDefault(partition, 0L));
    }

    /** The last that happened to each document; a record with neither key nor value says nothing. */
    private List<DocumentChange> compacted(ConsumerRecords<byte[], byte[]> records) {
        Map<String, DocumentChange> last = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.key() != null || record.value() != null) {
                DocumentChange change = layout.change(record);
                last.remove(change.id());
                last.put(change.id(), change);
            }
        }
        return List.copyOf(last.values());
    }

    void durable(String position) {
        if (!hasGroup) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        TopicPosition.read(position, topic)
                .offsets()
                .forEach((partition, offset) ->
                        offsets.put(new TopicPartition(topic, partition), new OffsetAndMetadata(offset)));
        lock.lock();
        try {
            if (!closed) {
                open().commitSync(offsets);
            }
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.warn(
                    "offsets of topic {} were not committed to its group, whose lag is shown too high: {}",
                    topic,
                    e.getClass().getSimpleName());
        } finally {
            lock.unlock();
        }
    }

    void close() {
        closed = true;
        KafkaConsumer<byte[], byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        }
        boolean locked = false;
        try {
            locked = lock.tryLock(CLOSE_SECONDS, TimeUnit.SECONDS);
            KafkaConsumer<byte[], byte[]> last = consumer;
            if (locked && last != null) {
                consumer = null;
                last.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (locked) {
                lock.unlock();
            }
        }
    }

    private DocumentException failure(KafkaException e) {
        return new DocumentException(
                "topic " + topic + " cannot be read: " + e.getClass().getSimpleName()
                        + "; check that its brokers can be reached and that it may be read",
                e);
    }
}
