package io.llmops.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmops.api.exception.DocumentException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far a topic has been read.
 *
 * @param offsets of the next record to read, by partition
 */
record TopicPosition(String topic, SortedMap<Integer, Long> offsets) {

    private static final JsonMapper JSON = new JsonMapper();

    String write() {
        ObjectNode json = JSON.createObjectNode().put("topic", topic);
        ObjectNode partitions = json.putObject("offsets");
        offsets.forEach((partition, offset) -> partitions.put(partition.toString(), offset));
        return json.toString();
    }

    /**
     * Reads what {@link #write} wrote; the beginning of every partition for null.
     *
     * @throws DocumentException if it is no position of that topic
     */
    static TopicPosition read(@Nullable String text, String topic) {
        SortedMap<Integer, Long> offsets = new TreeMap<>();
        if (text == null) {
            return new TopicPosition(topic, offsets);
        }
        try {
            JsonNode json = JSON.readTree(text);
            if (!json.path("topic").asText().equals(topic)
                    || !json.path("offsets").isObject()) {
                throw unknown(topic);
            }
            for (Map.Entry<String, JsonNode> partition : json.path("offsets").properties()) {
                if (!partition.getValue().canConvertToLong()) {
                    throw unknown(topic);
                }
                offsets.put(
                        Integer.valueOf(partition.getKey()),
                        partition.getValue().longValue());
            }
            return new TopicPosition(topic, offsets);
        } catch (JsonProcessingException | NumberFormatException e) {
            throw unknown(topic);
        }
    }

    private static DocumentException unknown(String topic) {
        return new DocumentException("the position is not one of topic " + topic + ": begin again without one");
    }
}
