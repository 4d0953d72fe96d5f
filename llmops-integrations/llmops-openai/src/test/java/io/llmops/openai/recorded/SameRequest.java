package io.llmops.openai.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Says a recorded request in LangChain4j's words, as far as it has them. */
final class SameRequest {

    private static final Set<String> WORDS = Set.of(
            "model",
            "messages",
            "stream",
            "stream_options",
            "tools",
            "tool_choice",
            "temperature",
            "top_p",
            "frequency_penalty",
            "presence_penalty",
            "stop",
            "max_completion_tokens",
            "response_format",
            "reasoning_effort",
            "user",
            "n");

    private final JsonNode asked;

    SameRequest(JsonNode asked) {
        this.asked = asked;
    }

    /** Names of what the recorded request says and {@code ChatModel} cannot. */
    Set<String> withoutWords() {
        Set<String> names = new TreeSet<>();
        asked.fieldNames().forEachRemaining(name -> {
            if (!WORDS.contains(name)) {
                names.add(name);
            }
        });
        asked.path("tools").forEach(tool -> {
            if (!tool.path("type").asText("function").equals("function")) {
                names.add("tool " + tool.path("type").asText("function"));
            }
        });
        asked.path("messages").forEach(message -> {
            if (message.path("role").asText().equals("developer")) {
                names.add("role developer");
            }
            message.path("content").forEach(part -> {
                String type = part.path("type").asText();
                if (!type.equals("text") && !type.equals("image_url")) {
                    names.add("content " + type);
                }
            });
        });
        return names;
    }

    ChatRequest toChatRequest() {
        List<ChatMessage> messages = new ArrayList<>();
        asked.path("messages").forEach(message -> messages.add(message(message)));
        List<ToolSpecification> tools = new ArrayList<>();
        asked.path("tools").forEach(tool -> {
            if (tool.path("type").asText("function").equals("function")) {
                tools.add(tool(tool.path("function")));
            }
        });
        OpenAiChatRequestParameters.Builder parameters = OpenAiChatRequestParameters.builder()
                .reasoningEffort(asked.path("reasoning_effort").textValue())
                .user(asked.path("user").textValue());
        decimal("temperature").ifPresent(parameters::temperature);
        decimal("top_p").ifPresent(parameters::topP);
        decimal("frequency_penalty").ifPresent(parameters::frequencyPenalty);
        decimal("presence_penalty").ifPresent(parameters::presencePenalty);
        if (asked.has("max_completion_tokens")) {
            parameters.maxCompletionTokens(asked.path("max_completion_tokens").asInt());
        }
        List<String> stops = new ArrayList<>();
        asked.path("stop").forEach(stop -> stops.add(stop.asText()));
        parameters.stopSequences(stops).toolSpecifications(tools).toolChoice(choice(tools));
        parameters.responseFormat(format(asked.path("response_format")));
        return ChatRequest.builder()
                .messages(messages)
                .parameters(parameters.build())
                .build();
    }

    private Optional<Double> decimal(String name) {
        return asked.has(name) ? Optional.of(asked.path(name).asDouble()) : Optional.empty();
    }

    private static ToolSpecification tool(JsonNode function) {
        return ToolSpecification.builder()
                .name(function.path("name").asText())
                .description(function.path("description").textValue())
                .parameters(Schemas.object(function.path("parameters"), function.path("parameters")))
                .build();
    }

    private @Nullable ToolChoice choice(List<ToolSpecification> tools) {
        if (tools.isEmpty()) {
            return null;
        }
        return switch (asked.path("tool_choice").asText("auto")) {
            case "required" -> ToolChoice.REQUIRED;
            case "none" -> ToolChoice.NONE;
            default -> ToolChoice.AUTO;
        };
    }

    private static @Nullable ResponseFormat format(JsonNode format) {
        return switch (format.path("type").asText()) {
            case "json_object" -> ResponseFormat.JSON;
            case "json_schema" ->
                ResponseFormat.builder()
                        .type(ResponseFormatType.JSON)
                        .jsonSchema(JsonSchema.builder()
                                .name(format.path("json_schema").path("name").asText())
                                .rootElement(JsonRawSchema.from(format.path("json_schema")
                                        .path("schema")
                                        .toString()))
                                .build())
                        .build();
            default -> null;
        };
    }

    private static ChatMessage message(JsonNode message) {
        String text = text(message.path("content"));
        return switch (message.path("role").asText()) {
            case "system", "developer" -> SystemMessage.from(text);
            case "assistant" -> assistant(message, text);
            case "tool" ->
                ToolExecutionResultMessage.from(message.path("tool_call_id").asText(), "", text);
            default -> user(message.path("content"));
        };
    }

    private static AiMessage assistant(JsonNode message, String text) {
        List<ToolExecutionRequest> calls = new ArrayList<>();
        message.path("tool_calls")
                .forEach(call -> calls.add(ToolExecutionRequest.builder()
                        .id(call.path("id").asText())
                        .name(call.path("function").path("name").asText())
                        .arguments(call.path("function").path("arguments").asText())
                        .build()));
        return AiMessage.builder()
                .text(text.isEmpty() ? null : text)
                .toolExecutionRequests(calls)
                .build();
    }

    private static UserMessage user(JsonNode content) {
        if (!content.isArray()) {
            return UserMessage.from(content.asText());
        }
        List<Content> parts = new ArrayList<>();
        for (JsonNode part : content) {
            if (part.has("image_url")) {
                parts.add(ImageContent.from(part.path("image_url").path("url").asText()));
            } else {
                parts.add(TextContent.from(part.path("text").asText("a part without words")));
            }
        }
        return UserMessage.from(parts);
    }

    private static String text(JsonNode content) {
        if (!content.isArray()) {
            return content.asText("");
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(part.path("text").asText("")));
        return text.toString();
    }
}
