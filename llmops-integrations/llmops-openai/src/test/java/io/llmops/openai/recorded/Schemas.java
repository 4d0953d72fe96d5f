package io.llmops.openai.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonBooleanSchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonNumberSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.util.ArrayList;
import java.util.List;

/** A tool's schema in LangChain4j's words, with its references written out. */
final class Schemas {

    private Schemas() {}

    static JsonObjectSchema object(JsonNode schema, JsonNode root) {
        JsonObjectSchema.Builder object = JsonObjectSchema.builder()
                .description(schema.path("description").textValue());
        schema.path("properties")
                .properties()
                .forEach(p -> object.addProperty(p.getKey(), element(p.getValue(), root)));
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        return object.required(required).build();
    }

    private static JsonSchemaElement element(JsonNode schema, JsonNode root) {
        if (schema.has("$ref")) {
            return element(root.at(schema.path("$ref").asText().substring(1)), root);
        }
        if (schema.has("enum")) {
            List<String> values = new ArrayList<>();
            schema.path("enum").forEach(value -> values.add(value.asText()));
            return JsonEnumSchema.builder().enumValues(values).build();
        }
        return switch (schema.path("type").asText()) {
            case "object" -> object(schema, root);
            case "array" ->
                JsonArraySchema.builder()
                        .items(element(schema.path("items"), root))
                        .build();
            case "integer" -> new JsonIntegerSchema();
            case "number" -> new JsonNumberSchema();
            case "boolean" -> new JsonBooleanSchema();
            default -> new JsonStringSchema();
        };
    }
}
