package io.llmops.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.data.embedding.Embedding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bodies in the shapes of OpenAI's API: chat completions, their stream events, embeddings, models, errors. */
final class OpenAiBodies {

    private static final long CREATED = 1_767_225_600;

    private final ObjectMapper json = new ObjectMapper();
    private final HashEmbeddingModel embeddings = new HashEmbeddingModel();

    String completion(ServerReply reply, JsonNode request) {
        ObjectNode root = root("chat.completion", reply, request);
        ObjectNode choice = root.putArray("choices").addObject();
        choice.put("index", 0).put("finish_reason", finish(reply));
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        if (reply.toolCalls().isEmpty()) {
            message.put("content", String.join("", reply.chunks()));
        } else {
            message.putNull("content");
            ArrayNode calls = message.putArray("tool_calls");
            reply.toolCalls().forEach(c -> function(calls.addObject().put("id", c.id()), c.name(), c.arguments()));
        }
        reply.tokens().ifPresent(t -> usage(root.putObject("usage"), t));
        return root.toString();
    }

    /** The data of each event of a stream, without the closing {@code [DONE]}. */
    List<String> events(ServerReply reply, JsonNode request) {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < reply.chunks().size(); i++) {
            ObjectNode event = event(reply, request);
            ObjectNode delta = delta(event, null);
            if (i == 0) {
                delta.put("role", "assistant");
            }
            delta.put("content", reply.chunks().get(i));
            events.add(event.toString());
        }
        for (int i = 0; i < reply.toolCalls().size(); i++) {
            ServerReply.ToolCall call = reply.toolCalls().get(i);
            int half = call.arguments().length() / 2;
            events.add(toolEvent(reply, request, i, call, call.arguments().substring(0, half), true));
            events.add(toolEvent(reply, request, i, call, call.arguments().substring(half), false));
        }
        ObjectNode last = event(reply, request);
        delta(last, finish(reply));
        events.add(last.toString());
        if (request.path("stream_options").path("include_usage").asBoolean()) {
            reply.tokens().ifPresent(t -> {
                ObjectNode event = root("chat.completion.chunk", reply, request);
                event.putArray("choices");
                usage(event.putObject("usage"), t);
                events.add(event.toString());
            });
        }
        return events;
    }

    String embeddings(ServerReply reply, JsonNode request) {
        JsonNode input = request.path("input");
        List<String> texts = new ArrayList<>();
        if (input.isArray()) {
            input.forEach(text -> texts.add(text.asText()));
        } else {
            texts.add(input.asText());
        }
        ObjectNode root = json.createObjectNode().put("object", "list");
        ArrayNode data = root.putArray("data");
        boolean base64 = request.path("encoding_format").asText().equals("base64");
        for (int i = 0; i < texts.size(); i++) {
            ObjectNode entry = data.addObject().put("object", "embedding").put("index", i);
            vector(entry, embeddings.embed(texts.get(i)).content(), base64);
        }
        root.put("model", model(reply, request));
        reply.tokens()
                .ifPresent(t ->
                        root.putObject("usage").put("prompt_tokens", t.prompt()).put("total_tokens", t.prompt()));
        return root.toString();
    }

    String models(String... names) {
        ObjectNode root = json.createObjectNode().put("object", "list");
        ArrayNode data = root.putArray("data");
        for (String name : names) {
            data.addObject()
                    .put("id", name)
                    .put("object", "model")
                    .put("created", CREATED)
                    .put("owned_by", "llmops-test");
        }
        return root.toString();
    }

    String error(int status, String message) {
        ObjectNode root = json.createObjectNode();
        root.putObject("error")
                .put("message", message)
                .put(
                        "type",
                        status == 429 ? "rate_limit_error" : status < 500 ? "invalid_request_error" : "server_error")
                .putNull("param")
                .put("code", "status_" + status);
        return root.toString();
    }

    private String toolEvent(
            ServerReply reply, JsonNode request, int index, ServerReply.ToolCall call, String part, boolean first) {
        ObjectNode event = event(reply, request);
        ObjectNode toolCall =
                delta(event, null).putArray("tool_calls").addObject().put("index", index);
        if (first) {
            function(toolCall.put("id", call.id()), call.name(), part);
        } else {
            toolCall.putObject("function").put("arguments", part);
        }
        return event.toString();
    }

    private static void function(ObjectNode call, String name, String arguments) {
        call.put("type", "function").putObject("function").put("name", name).put("arguments", arguments);
    }

    private ObjectNode event(ServerReply reply, JsonNode request) {
        return root("chat.completion.chunk", reply, request);
    }

    private static ObjectNode delta(ObjectNode event, @Nullable String finishReason) {
        ObjectNode choice = event.putArray("choices").addObject().put("index", 0);
        choice.put("finish_reason", finishReason);
        return choice.putObject("delta");
    }

    private ObjectNode root(String object, ServerReply reply, JsonNode request) {
        return json.createObjectNode()
                .put("id", "chatcmpl-test")
                .put("object", object)
                .put("created", CREATED)
                .put("model", model(reply, request));
    }

    private static String model(ServerReply reply, JsonNode request) {
        return reply.model().orElseGet(() -> request.path("model").asText("unknown"));
    }

    private static String finish(ServerReply reply) {
        return reply.toolCalls().isEmpty() ? "stop" : "tool_calls";
    }

    private static void usage(ObjectNode usage, ServerReply.Tokens tokens) {
        usage.put("prompt_tokens", tokens.prompt())
                .put("completion_tokens", tokens.completion())
                .put("total_tokens", tokens.prompt() + tokens.completion());
        usage.putObject("prompt_tokens_details").put("cached_tokens", tokens.cached());
        usage.putObject("completion_tokens_details").put("reasoning_tokens", tokens.reasoning());
    }

    private static void vector(ObjectNode entry, Embedding embedding, boolean base64) {
        if (base64) {
            ByteBuffer bytes =
                    ByteBuffer.allocate(embedding.dimension() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (float value : embedding.vector()) {
                bytes.putFloat(value);
            }
            entry.put("embedding", Base64.getEncoder().encodeToString(bytes.array()));
        } else {
            ArrayNode values = entry.putArray("embedding");
            for (float value : embedding.vector()) {
                values.add(value);
            }
        }
    }
}
