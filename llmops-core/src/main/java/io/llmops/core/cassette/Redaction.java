package io.llmops.core.cassette;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Takes out of every text what must not be written: keys of the usual forms, then what the user's redactor takes out. */
final class Redaction {

    private static final String SHOWN = "[redacted]";

    /** Keys of OpenAI, Anthropic and others (sk-), Google, GitHub, AWS, Slack, and bearer tokens. */
    private static final Pattern KEYS = Pattern.compile("\\bsk-[A-Za-z0-9_-]{16,}|\\bAIza[A-Za-z0-9_-]{30,}"
            + "|\\bgh[pousr]_[A-Za-z0-9]{20,}|\\bAKIA[A-Z0-9]{16}\\b|\\bxox[abprs]-[A-Za-z0-9-]{10,}"
            + "|(?i:\\bbearer\\s+)[A-Za-z0-9._~+/-]{16,}=*");

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
        return own.apply(KEYS.matcher(text).replaceAll(SHOWN));
    }
}
