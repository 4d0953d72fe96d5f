package io.llmops.core.cassette;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialToolCall;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The pieces of a stream as JSON: text as a string, anything else as an object of one member. */
final class StreamPieces {

    static final String THINKING = "thinking";
    static final String TOOL = "tool";
    static final String TOOL_PART = "toolPart";
    static final String ARGUMENTS = "arguments";

    private final ArrayNode pieces = JsonNodeFactory.instance.arrayNode();

    void text(String text) {
        pieces.add(text);
    }

    void thinking(String text) {
        pieces.addObject().put(THINKING, text);
    }

    void part(PartialToolCall call) {
        ObjectNode node = pieces.addObject().putObject(TOOL_PART).put("index", call.index());
        node.put("id", call.id()).put("name", call.name()).put(ARGUMENTS, call.partialArguments());
    }

    void tool(CompleteToolCall call) {
        ObjectNode node = pieces.addObject().putObject(TOOL).put("index", call.index());
        node.put("id", call.toolExecutionRequest().id())
                .put("name", call.toolExecutionRequest().name())
                .put(ARGUMENTS, call.toolExecutionRequest().arguments());
    }

    ArrayNode json() {
        return pieces;
    }

    /**
     * A key may be cut in two by the pieces. So what belongs together is redacted together; where that changes it, the first
     * piece holds all of it and the others are gone.
     */
    static ArrayNode redacted(ArrayNode pieces, UnaryOperator<String> redaction) {
        Map<String, StringBuilder> texts = new HashMap<>();
        for (JsonNode piece : pieces) {
            texts.computeIfAbsent(thread(piece), t -> new StringBuilder()).append(text(piece));
        }
        Map<String, String> changed = new HashMap<>();
        texts.forEach((thread, text) -> {
            String redacted = redaction.apply(text.toString());
            if (!redacted.contentEquals(text)) {
                changed.put(thread, redacted);
            }
        });
        ArrayNode kept = JsonNodeFactory.instance.arrayNode();
        Set<String> told = new HashSet<>();
        for (JsonNode piece : pieces) {
            String whole = changed.get(thread(piece));
            if (whole == null) {
                kept.add(piece);
            } else if (told.add(thread(piece))) {
                kept.add(with(piece, whole));
            }
        }
        return kept;
    }

    /** What a piece goes on with: the text, the thinking, or the arguments of one call. */
    private static String thread(JsonNode piece) {
        if (piece.isTextual()) {
            return "";
        }
        String kind = piece.fieldNames().next();
        return kind + piece.path(kind).path("index").asText();
    }

    private static String text(JsonNode piece) {
        if (piece.isTextual()) {
            return piece.asText();
        }
        JsonNode value = piece.iterator().next();
        return value.isTextual() ? value.asText() : value.path(ARGUMENTS).asText();
    }

    private static JsonNode with(JsonNode piece, String text) {
        if (piece.isTextual()) {
            return TextNode.valueOf(text);
        }
        ObjectNode copy = piece.deepCopy();
        String kind = copy.fieldNames().next();
        if (copy.get(kind) instanceof ObjectNode call) {
            call.put(ARGUMENTS, text);
        } else {
            copy.put(kind, text);
        }
        return copy;
    }
}
