package io.llmops.core.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers as JSON, in a closed format: no class is named in it, so that none can be made of a foreign row. Written with the
 * key that it belongs to. What a provider adds of its own to a response is left out.
 */
final class ResponseCodec {

    private static final int VERSION = 1;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, Object>> ATTRIBUTES = new TypeReference<>() {};

    private ResponseCodec() {}

    /** The answer as text; empty if the message holds what has no form in JSON, such as an image. */
    static Optional<String> encode(String key, ChatResponse response) {
        AiMessage message = response.aiMessage();
        if (!isPlain(message.attributes())) {
            return Optional.empty();
        }
        ObjectNode root = JSON.createObjectNode();
        root.put("v", VERSION).put("key", key).put("text", message.text()).put("thinking", message.thinking());
        ArrayNode tools = root.putArray("tools");
        for (ToolExecutionRequest tool : message.toolExecutionRequests()) {
            tools.addObject().put("id", tool.id()).put("name", tool.name()).put("arguments", tool.arguments());
        }
        root.set("attributes", JSON.valueToTree(message.attributes()));
        FinishReason finish = response.finishReason();
        root.put("id", response.id())
                .put("model", response.modelName())
                .put("finish", finish == null ? null : finish.name());
        TokenUsage usage = response.tokenUsage();
        if (usage != null) {
            root.putObject("tokens")
                    .put("in", usage.inputTokenCount())
                    .put("out", usage.outputTokenCount())
                    .put("total", usage.totalTokenCount());
        }
        return Optional.of(root.toString());
    }

    /** The answer of a key from its text; empty if it is damaged, another key's, or of another format. */
    static Optional<ChatResponse> decode(String key, String text) {
        try {
            JsonNode root = JSON.readTree(text);
            boolean ours = root != null
                    && root.isObject()
                    && root.path("v").asInt() == VERSION
                    && root.path("key").asText().equals(key);
            return ours ? Optional.of(response(root)).filter(ResponseCodec::isWhole) : Optional.empty();
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ChatResponse response(JsonNode root) {
        List<ToolExecutionRequest> tools = new ArrayList<>();
        for (JsonNode tool : root.path("tools")) {
            tools.add(ToolExecutionRequest.builder()
                    .id(text(tool, "id"))
                    .name(text(tool, "name"))
                    .arguments(text(tool, "arguments"))
                    .build());
        }
        AiMessage.Builder message = AiMessage.builder().text(text(root, "text")).thinking(text(root, "thinking"));
        if (!tools.isEmpty()) {
            message.toolExecutionRequests(tools);
        }
        if (root.path("attributes").isObject()) {
            message.attributes(JSON.convertValue(root.path("attributes"), ATTRIBUTES));
        }
        String finish = text(root, "finish");
        JsonNode tokens = root.path("tokens");
        return ChatResponse.builder()
                .aiMessage(message.build())
                .id(text(root, "id"))
                .modelName(text(root, "model"))
                .finishReason(finish == null ? null : FinishReason.valueOf(finish))
                .tokenUsage(
                        tokens.isObject()
                                ? new TokenUsage(number(tokens, "in"), number(tokens, "out"), number(tokens, "total"))
                                : null)
                .build();
    }

    private static boolean isWhole(ChatResponse response) {
        AiMessage message = response.aiMessage();
        return (message.text() != null || message.hasToolExecutionRequests())
                && message.toolExecutionRequests().stream().allMatch(tool -> tool.name() != null);
    }

    private static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isTextual() ? value.textValue() : null;
    }

    private static @Nullable Integer number(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isInt() ? value.intValue() : null;
    }

    private static boolean isPlain(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream().allMatch(e -> e.getKey() instanceof String && isPlain(e.getValue()));
        }
        return value instanceof List<?> list
                ? list.stream().allMatch(ResponseCodec::isPlain)
                : value == null || value instanceof String || value instanceof Number || value instanceof Boolean;
    }
}
