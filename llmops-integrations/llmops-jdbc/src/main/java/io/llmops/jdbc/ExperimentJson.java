package io.llmops.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmops.api.eval.Score;
import io.llmops.api.exception.StoreException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists and maps of experiments as JSON: a score is a number, or a text that says why there is none. */
final class ExperimentJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ExperimentJson() {}

    static String subjects(List<String> subjects) {
        return write(subjects);
    }

    static List<String> subjects(String json) {
        try {
            return JSON.readValue(json, new TypeReference<List<String>>() {});
        } catch (JsonProcessingException e) {
            throw damaged(e);
        }
    }

    static String scores(Map<String, Score> scores) {
        ObjectNode node = JSON.createObjectNode();
        scores.forEach((name, score) -> {
            if (score instanceof Score.Value value) {
                node.put(name, value.value());
            } else if (score instanceof Score.Unscored unscored) {
                node.put(name, unscored.reason());
            }
        });
        return write(node);
    }

    static Map<String, Score> scores(String json) {
        try {
            Map<String, Score> scores = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> e : JSON.readTree(json).properties()) {
                scores.put(
                        e.getKey(),
                        e.getValue().isNumber()
                                ? Score.of(e.getValue().doubleValue())
                                : Score.unscored(e.getValue().asText()));
            }
            return scores;
        } catch (JsonProcessingException e) {
            throw damaged(e);
        }
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new StoreException("an experiment cannot be written as JSON", e);
        }
    }

    private static StoreException damaged(JsonProcessingException e) {
        return new StoreException("an experiment cannot be read: its row is damaged", e);
    }
}
