package io.llmops.core.cassette;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.llmops.core.guard.pii.Secrets;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Takes out of every text what must not be written: keys of known forms, then what the user's redactor takes out. */
final class Redaction {

    /** Members that say what a recording is, and hold nothing that anybody wrote. */
    private static final Set<String> STRUCTURE =
            Set.of("kind", "type", "id", "finishReason", "toolChoice", AnswerJson.VECTORS, AnswerJson.PIECES);
    /** Members whose own members have names that the application chose. */
    private static final Set<String> FREE = Set.of("attributes", "metadata");

    private final UnaryOperator<String> own;

    Redaction(UnaryOperator<String> own) {
        this.own = own;
    }

    /** The same request with every text redacted; names and structure stay. */
    JsonNode request(JsonNode request) {
        return apply(request, STRUCTURE);
    }

    /** The same answer; a text that came in pieces is redacted as a whole. */
    JsonNode answer(JsonNode answer) {
        JsonNode redacted = apply(answer, STRUCTURE);
        if (redacted instanceof ObjectNode object && answer.path(AnswerJson.PIECES) instanceof ArrayNode pieces) {
            object.set(AnswerJson.PIECES, StreamPieces.redacted(pieces, this::text));
        }
        return redacted;
    }

    private JsonNode apply(JsonNode node, Set<String> kept) {
        if (node.isTextual()) {
            return TextNode.valueOf(text(node.asText()));
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode(node.size());
            node.forEach(item -> array.add(apply(item, kept)));
            return array;
        }
        if (node.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(p -> object.set(p.getKey(), member(p.getKey(), p.getValue(), kept)));
            return object;
        }
        return node;
    }

    private JsonNode member(String name, JsonNode value, Set<String> kept) {
        boolean stays = kept.contains(name) && !value.isObject();
        return stays ? value : apply(value, FREE.contains(name) ? Set.of() : kept);
    }

    private String text(String text) {
        return own.apply(Secrets.redactKeys(text));
    }
}
