package io.llmops.core.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmops.api.exception.PromptException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From YAML to plain values; what is of another form is named by its key. */
final class YamlValues {

    private YamlValues() {}

    static Object of(JsonNode node) {
        if (node.isArray()) {
            List<Object> items = new ArrayList<>();
            node.forEach(item -> items.add(of(item)));
            return items;
        }
        if (node.isObject()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            node.properties().forEach(e -> fields.put(e.getKey(), of(e.getValue())));
            return fields;
        }
        if (node.isNumber()) {
            return node.isIntegralNumber() ? node.bigIntegerValue() : node.decimalValue();
        }
        if (node.isNull()) {
            throw new PromptException("a value of a variable is null: leave it out");
        }
        return node.isBoolean() ? node.booleanValue() : node.asText();
    }

    static Object[] list(String key, JsonNode node) {
        if (!node.isArray()) {
            throw new PromptException("'" + key + "' must be a list, such as [a, b]");
        }
        List<Object> items = new ArrayList<>();
        node.forEach(item -> items.add(of(item)));
        return items.toArray();
    }

    /** A text, or several. */
    static String[] texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(item -> texts.add(item.asText()));
        } else {
            texts.add(node.asText());
        }
        return texts.toArray(String[]::new);
    }

    static boolean flag(String key, JsonNode node) {
        if (!node.isBoolean()) {
            throw new PromptException("'" + key + "' must be true or false, but is " + node);
        }
        return node.booleanValue();
    }

    static double decimal(String key, JsonNode node) {
        if (!node.isNumber()) {
            throw new PromptException("'" + key + "' must be a number, but is " + node);
        }
        return node.doubleValue();
    }

    static int whole(String key, JsonNode node) {
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            throw new PromptException("'" + key + "' must be a whole number, but is " + node);
        }
        return node.intValue();
    }
}
