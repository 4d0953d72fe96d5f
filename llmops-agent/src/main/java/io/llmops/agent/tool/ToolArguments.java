package io.llmops.agent.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonBooleanSchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonNumberSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and checks the arguments of a tool call, which are untrusted. */
final class ToolArguments {

    private static final int MAX_DEPTH = 20;
    private static final int MAX_CHARS = 1 << 20;
    private static final ObjectMapper JSON = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxDocumentLength(MAX_CHARS)
                            .build())
                    .build())
            .build();

    private ToolArguments() {}

    /** Arguments by name; empty if the text is no JSON object. */
    static Optional<Map<String, Object>> parse(@Nullable String json) {
        if (json == null || json.isBlank()) {
            return Optional.of(Map.of());
        }
        try {
            return Optional.ofNullable(JSON.readValue(json, new TypeReference<Map<String, Object>>() {}));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** What is wrong with the arguments, for the model to mend; empty if nothing is. */
    static Optional<String> problem(@Nullable JsonObjectSchema schema, Map<String, Object> arguments) {
        return schema == null
                ? (arguments.isEmpty() ? Optional.empty() : Optional.of("this tool takes no arguments"))
                : object("", schema, arguments);
    }

    private static Optional<String> object(String path, JsonObjectSchema schema, Map<?, ?> value) {
        List<String> required = schema.required() == null ? List.of() : schema.required();
        for (String name : required) {
            if (value.get(name) == null) {
                return Optional.of("argument '" + path + name + "' is missing");
            }
        }
        for (Map.Entry<?, ?> entry : value.entrySet()) {
            String name = String.valueOf(entry.getKey());
            JsonSchemaElement element = schema.properties().get(name);
            if (element == null) {
                if (Boolean.TRUE.equals(schema.additionalProperties())) {
                    continue;
                }
                return Optional.of("there is no argument '" + path + name + "'; there are "
                        + schema.properties().keySet());
            }
            Optional<String> problem = value(path + name, element, entry.getValue());
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> value(String path, JsonSchemaElement schema, @Nullable Object value) {
        if (schema instanceof JsonObjectSchema object && value instanceof Map<?, ?> map) {
            return object(path + ".", object, map);
        }
        if (schema instanceof JsonArraySchema array && value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                Optional<String> problem = value(path + "[" + i + "]", array.items(), list.get(i));
                if (problem.isPresent()) {
                    return problem;
                }
            }
            return Optional.empty();
        }
        String wanted = wanted(schema, value);
        return wanted.isEmpty() ? Optional.empty() : Optional.of("argument '" + path + "' must be " + wanted);
    }

    /** What the schema wants instead of the value; empty if the value is right, or the schema of a kind not checked here. */
    private static String wanted(JsonSchemaElement schema, @Nullable Object value) {
        if (schema instanceof JsonStringSchema) {
            return value instanceof String ? "" : "a text";
        }
        if (schema instanceof JsonIntegerSchema) {
            return value instanceof Integer || value instanceof Long || value instanceof BigInteger
                    ? ""
                    : "a whole number";
        }
        if (schema instanceof JsonNumberSchema) {
            return value instanceof Number ? "" : "a number";
        }
        if (schema instanceof JsonBooleanSchema) {
            return value instanceof Boolean ? "" : "true or false";
        }
        if (schema instanceof JsonEnumSchema e) {
            return value instanceof String s && e.enumValues().contains(s) ? "" : "one of " + e.enumValues();
        }
        if (schema instanceof JsonObjectSchema) {
            return "an object";
        }
        return schema instanceof JsonArraySchema ? "a list" : "";
    }
}
