package io.llmops.kafka;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonPointer;
import io.llmops.api.connect.ChangeBatch;
import io.llmops.api.connect.ChangeConnector;
import io.llmops.api.connect.DocumentMetadata;
import io.llmops.core.prompt.PromptTemplate;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A topic of Kafka, each key of which is a document: a value adds or replaces it, a tombstone removes it.
 *
 * <pre>{@code
 * KafkaConnector pages = KafkaConnector.builder("broker:9092").topic("pages").group("handbook")
 *         .template("{{title}}: {{summary}}").field("author", "/meta/user")
 *         .build();
 * }</pre>
 *
 * <p>The position is the next offset of each partition, which whoever reads keeps beside the index in one commit. So every
 * record has its effect once, although it may be read twice. The offsets are told to Kafka, for a group's lag to be seen,
 * only by {@link #durable}; where to go on is never taken from there. All partitions are read, also those that are added
 * later; partitions are assigned by hand, and no group is joined.
 *
 * <p>The id is the topic and the key, as text: {@code pages/Q42}; of a record without a key, the topic, partition and offset.
 * The version is a hash of text and metadata. The record's time is {@link DocumentMetadata#SOURCE_TIME} unless a field or
 * header is. Of several records with one key in a batch the last is handed over. A record that makes no document, because it
 * is no JSON or lacks a field of the template, is handed over as one that tells why when it is opened, and the others go on.
 *
 * <p>Used by one thread at a time; {@link #close} may come from any.
 */
public final class KafkaConnector implements ChangeConnector {

    /** Records of a batch at most, unless another number is set: {@value}. */
    public static final int DEFAULT_BATCH = 500;

    private final String description;
    private final TopicReader reader;

    private KafkaConnector(String description, TopicReader reader) {
        this.description = description;
        this.reader = reader;
    }

    /**
     * A builder.
     *
     * @param bootstrapServers host and port of brokers, with commas between
     * @throws IllegalArgumentException if it is blank
     */
    public static Builder builder(String bootstrapServers) {
        return new Builder(notBlank(bootstrapServers, "bootstrapServers"));
    }

    @Override
    public String description() {
        return description;
    }

    /**
     * The next records, all that there are up to the batch's size. Where there is something further it is waited for, however
     * short {@code wait} is, as long as brokers answer.
     *
     * @throws io.llmops.api.exception.DocumentException if Kafka cannot be reached or refuses, there is no such topic, or it
     *     no longer has the offsets of the position
     * @throws IllegalStateException if it is closed
     */
    @Override
    public ChangeBatch next(@Nullable String position, Duration wait) {
        return reader.next(position, wait);
    }

    /** Commits the offsets to the group, if one is set. That it fails is logged and harms nothing. */
    @Override
    public void durable(String position) {
        reader.durable(position);
    }

    @Override
    public void close() {
        reader.close();
    }

    private static String notBlank(String value, String name) {
        if (requireNonNull(value, name).isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank");
        }
        return value;
    }

    /** Collects what a connector needs. Not thread-safe. */
    public static final class Builder {

        private final String bootstrapServers;
        private final Map<String, Object> properties = new HashMap<>();
        private final Map<String, JsonPointer> fields = new TreeMap<>();
        private final Map<String, String> headers = new TreeMap<>();
        private @Nullable String topic;
        private @Nullable String group;
        private @Nullable PromptTemplate template;
        private int batch = DEFAULT_BATCH;

        private Builder(String bootstrapServers) {
            this.bootstrapServers = bootstrapServers;
        }

        /**
         * The topic; required.
         *
         * @throws IllegalArgumentException if it is blank
         */
        public Builder topic(String topic) {
            this.topic = notBlank(topic, "topic");
            return this;
        }

        /**
         * Group to which offsets are committed when they are durable; none by default.
         *
         * @throws IllegalArgumentException if it is blank
         */
        public Builder group(String group) {
            this.group = notBlank(group, "group");
            return this;
        }

        /**
         * The text of a document, as a {@link PromptTemplate} whose variables are fields of the value, a JSON object; a field
         * that is null is an empty text. By default the value as it is, which must be UTF-8.
         *
         * @throws io.llmops.api.exception.PromptException if its syntax is wrong
         */
        public Builder template(String template) {
            this.template = PromptTemplate.parse(template);
            return this;
        }

        /**
         * Adds metadata from the value, which must be JSON then; records that lack the field go without.
         *
         * @param pointer JSON pointer (RFC 6901), such as {@code /meta/user}
         * @throws IllegalArgumentException if the key is blank or the pointer is none
         */
        public Builder field(String key, String pointer) {
            fields.put(notBlank(key, "key"), JsonPointer.compile(pointer));
            return this;
        }

        /**
         * Adds metadata from the last header of that name, in UTF-8; records that lack it go without.
         *
         * @throws IllegalArgumentException if one of both is blank
         */
        public Builder header(String key, String header) {
            headers.put(notBlank(key, "key"), notBlank(header, "header"));
            return this;
        }

        /**
         * Records of a batch at most, {@value #DEFAULT_BATCH} by default.
         *
         * @throws IllegalArgumentException if it is not in 1..100000
         */
        public Builder batch(int records) {
            if (records < 1 || records > 100_000) {
                throw new IllegalArgumentException("batch must be in 1..100000: " + records);
            }
            this.batch = records;
            return this;
        }

        /**
         * A property of Kafka's consumer, such as one of its security. Those by which this class keeps its promises win: how
         * bytes are read, that nothing is committed by itself, and where to begin.
         */
        public Builder property(String name, Object value) {
            properties.put(requireNonNull(name, "name"), requireNonNull(value, "value"));
            return this;
        }

        /**
         * The connector. Kafka is not asked yet.
         *
         * @throws IllegalStateException if the topic is missing
         */
        public KafkaConnector build() {
            if (topic == null) {
                throw new IllegalStateException("a connector needs topic(...)");
            }
            RecordLayout layout = new RecordLayout(template, new TreeMap<>(fields), new TreeMap<>(headers));
            Map<String, Object> settings = ConsumerSettings.of(properties, bootstrapServers, group, batch);
            return new KafkaConnector(
                    "topic " + topic + " of " + bootstrapServers,
                    new TopicReader(topic, group != null, layout, settings));
        }
    }
}
