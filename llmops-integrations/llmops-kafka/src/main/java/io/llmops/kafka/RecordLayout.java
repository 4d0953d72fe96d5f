package io.llmops.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.llmops.api.connect.DocumentChange;
import io.llmops.api.connect.DocumentMetadata;
import io.llmops.api.connect.DocumentVersion;
import io.llmops.api.exception.DocumentException;
import io.llmops.api.exception.LlmOpsException;
import io.llmops.core.prompt.PromptTemplate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * How a record becomes a document.
 *
 * @param template null for the value as it is
 * @param fields places in a JSON value, by metadata key
 * @param headers names of headers, by metadata key
 */
record RecordLayout(@Nullable PromptTemplate template, Map<String, JsonPointer> fields, Map<String, String> headers) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** What a record did. One that cannot be understood gives a document that tells why when it is opened. */
    DocumentChange change(ConsumerRecord<byte[], byte[]> record) {
        String id = id(record);
        byte[] value = record.value();
        if (value == null) {
            return new DocumentChange.Remove(id);
        }
        return new DocumentChange.Upsert(document(id, record, value));
    }

    private RecordDocument document(String id, ConsumerRecord<byte[], byte[]> record, byte[] value) {
        try {
            JsonNode json = template == null && fields.isEmpty() ? null : json(value);
            Map<String, String> metadata = metadata(record, json);
            String text = template == null || json == null ? utf8(value) : render(template, json);
            String version = DocumentVersion.of(text.getBytes(UTF_8), metadata);
            if (record.timestamp() >= 0) {
                // Not part of the version: the same value sent again is no change.
                metadata.putIfAbsent(
                        DocumentMetadata.SOURCE_TIME,
                        Instant.ofEpochMilli(record.timestamp()).toString());
            }
            return new RecordDocument(id, version, Map.copyOf(metadata), text, null);
        } catch (LlmOpsException e) {
            String why = "record " + record.offset() + " of partition " + record.partition() + " of topic "
                    + record.topic() + " makes no document: " + e.getMessage();
            return new RecordDocument(id, DocumentVersion.of(value, Map.of()), Map.of(), "", why);
        }
    }

    /** Of the topic and the key; of a record without a key, where it stands. What is no UTF-8 is escaped by percent signs. */
    private static String id(ConsumerRecord<byte[], byte[]> record) {
        byte[] key = record.key();
        if (key == null) {
            return record.topic() + "/" + record.partition() + "/" + record.offset();
        }
        String text = decoded(key);
        return record.topic() + "/"
                + (text == null
                        ? HexFormat.of().withPrefix("%").formatHex(key)
                        : text.replace("%", "%25").replace("/", "%2F"));
    }

    private Map<String, String> metadata(ConsumerRecord<byte[], byte[]> record, @Nullable JsonNode json) {
        Map<String, String> metadata = new TreeMap<>();
        fields.forEach((key, place) -> {
            JsonNode field = json == null ? null : json.at(place);
            if (field != null && !field.isMissingNode() && !field.isNull()) {
                metadata.put(key, field.isValueNode() ? field.asText() : field.toString());
            }
        });
        headers.forEach((key, name) -> {
            Header header = record.headers().lastHeader(name);
            if (header != null && header.value() != null) {
                metadata.put(key, utf8(header.value()));
            }
        });
        return metadata;
    }

    private static String render(PromptTemplate template, JsonNode json) {
        if (!json.isObject()) {
            throw new DocumentException("its value is no JSON object, which the template needs");
        }
        Map<String, Object> variables = new LinkedHashMap<>();
        json.properties().forEach(field -> variables.put(field.getKey(), plain(field.getValue())));
        return template.render(variables);
    }

    /** Null is an empty text, in which a section is left out. */
    private static Object plain(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            node.properties().forEach(field -> fields.put(field.getKey(), plain(field.getValue())));
            return fields;
        }
        if (node.isArray()) {
            List<Object> items = new ArrayList<>();
            node.forEach(item -> items.add(plain(item)));
            return items;
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isNull() ? "" : node.asText();
    }

    private static JsonNode json(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new DocumentException("its value is no JSON");
        }
    }

    private static String utf8(byte[] bytes) {
        String text = decoded(bytes);
        if (text == null) {
            throw new DocumentException("it is no UTF-8");
        }
        return text;
    }

    private static @Nullable String decoded(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
