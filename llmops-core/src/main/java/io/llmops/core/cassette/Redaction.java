package io.llmops.core.cassette;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.llmops.core.guard.pii.Secrets;
import java.util.function.UnaryOperator;

/** Takes out of every text what must not be written: keys of the usual forms, then what the user's redactor takes out. */
final class Redaction {

    private static final String SHOWN = "[redacted]";

    private final UnaryOperator<String> own;

    Redaction(UnaryOperator<String> own) {
        this.own = own;
    }

    /** The same JSON with every text redacted; names stay. */
    JsonNode apply(JsonNode node) {
        if (node.isTextual()) {
            return TextNode.valueOf(text(node.asText()));
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode(node.size());
            node.forEach(item -> array.add(apply(item)));
            return array;
        }
        if (node.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(p -> object.set(p.getKey(), apply(p.getValue())));
            return object;
        }
        return node;
    }

    private String text(String text) {
        return own.apply(Secrets.replace(text, SHOWN));
    }
}
