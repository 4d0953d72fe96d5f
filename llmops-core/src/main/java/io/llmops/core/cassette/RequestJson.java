package io.llmops.core.cassette;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ChatMessageSerializer;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.internal.JsonSchemaElementUtils;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.embedding.request.EmbeddingInput;
import dev.langchain4j.model.embedding.request.EmbeddingParameter;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.request.EmbeddingRequestParameters;
import io.llmops.api.model.SeededParameters;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes a request as JSON with its members in a fixed order: equal requests give equal JSON. */
final class RequestJson {

    /** The kind whose answer never changes. */
    static final String DIMENSION = "dimension";

    private final ObjectMapper json = new ObjectMapper();

    /**
     * @param defaults what holds where the request says nothing
     * @throws io.llmops.api.exception.CassetteException if a class of parameters has no text that tells its values
     */
    JsonNode chat(String kind, ChatRequest request, @Nullable ChatRequestParameters defaults) {
        ChatRequestParameters parameters =
                defaults == null ? request.parameters() : defaults.overrideWith(request.parameters());
        ObjectNode node = json.createObjectNode().put("kind", kind);
        put(node, "model", parameters.modelName());
        put(node, "temperature", parameters.temperature());
        put(node, "topP", parameters.topP());
        put(node, "topK", parameters.topK());
        put(node, "frequencyPenalty", parameters.frequencyPenalty());
        put(node, "presencePenalty", parameters.presencePenalty());
        put(node, "maxOutputTokens", parameters.maxOutputTokens());
        SeededParameters.seed(parameters).ifPresent(seed -> node.put("seed", seed));
        if (!isEmpty(parameters.stopSequences())) {
            node.set("stopSequences", json.valueToTree(parameters.stopSequences()));
        }
        if (parameters.responseFormat() != null) {
            node.set("responseFormat", format(parameters.responseFormat()));
        }
        if (!isEmpty(parameters.toolSpecifications())) {
            put(node, "toolChoice", parameters.toolChoice());
            ArrayNode tools = node.putArray("tools");
            parameters.toolSpecifications().forEach(tool -> tools.add(tool(tool)));
        }
        List<String> other = OtherParameters.of(parameters);
        if (!other.isEmpty()) {
            node.set("other", json.valueToTree(other));
        }
        node.set("messages", read(ChatMessageSerializer.messagesToJson(request.messages())));
        return node;
    }

    JsonNode embedding(List<String> texts, EmbeddingRequestParameters parameters, @Nullable String model) {
        ObjectNode node = start("embedding", parameters, model);
        node.set("inputs", json.valueToTree(texts));
        return node;
    }

    JsonNode embedding(EmbeddingRequest request, EmbeddingRequestParameters defaults, @Nullable String model) {
        ObjectNode node = start("embedding", defaults.overrideWith(request.parameters()), model);
        ArrayNode inputs = node.putArray("inputs");
        request.inputs().forEach(input -> inputs.add(input(input)));
        return node;
    }

    JsonNode dimension(@Nullable String model) {
        return start(DIMENSION, EmbeddingRequestParameters.EMPTY, model);
    }

    /** A text as itself, so that all ways of asking for the embedding of a text are one request. */
    private JsonNode input(EmbeddingInput input) {
        String text = input.text();
        return text != null
                ? json.getNodeFactory().textNode(text)
                : read(ChatMessageSerializer.messageToJson(UserMessage.from(input.contents())));
    }

    private ObjectNode start(String kind, EmbeddingRequestParameters parameters, @Nullable String model) {
        ObjectNode node = json.createObjectNode().put("kind", kind);
        put(node, "model", parameters.modelName() == null ? model : parameters.modelName());
        parameters.presentParameters().stream()
                .filter(parameter -> !parameter.equals(EmbeddingRequestParameters.MODEL_NAME))
                .sorted(Comparator.comparing(EmbeddingParameter::name))
                .forEach(parameter -> put(node, parameter.name(), parameters.parameter(parameter)));
        return node;
    }

    private JsonNode tool(ToolSpecification tool) {
        ObjectNode node = json.createObjectNode().put("name", tool.name());
        put(node, "description", tool.description());
        put(node, "strict", tool.strict());
        if (tool.metadata() != null && !tool.metadata().isEmpty()) {
            node.set("metadata", json.valueToTree(new TreeMap<>(tool.metadata())));
        }
        if (tool.parameters() != null) {
            node.set("parameters", json.valueToTree(JsonSchemaElementUtils.toMap(tool.parameters())));
        }
        return node;
    }

    private JsonNode format(ResponseFormat format) {
        ObjectNode node = json.createObjectNode().put("type", format.type().name());
        if (format.jsonSchema() != null) {
            put(node, "name", format.jsonSchema().name());
            node.set(
                    "schema",
                    json.valueToTree(
                            JsonSchemaElementUtils.toMap(format.jsonSchema().rootElement())));
        }
        return node;
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("LangChain4j wrote JSON that cannot be read", e);
        }
    }

    private void put(ObjectNode node, String name, @Nullable Object value) {
        if (value != null) {
            node.set(name, json.valueToTree(value instanceof Enum<?> e ? e.name() : value));
        }
    }

    private static boolean isEmpty(@Nullable List<?> list) {
        return list == null || list.isEmpty();
    }
}
