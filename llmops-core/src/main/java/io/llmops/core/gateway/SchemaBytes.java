package io.llmops.core.gateway;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonAnyOfSchema;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonReferenceSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * At least as many bytes as tools and schemas have as JSON, in the form that providers are sent: every name and description
 * escaped, property names once more under {@code required}, and room for keywords, brackets and commas around each element.
 */
final class SchemaBytes {

    /** {@code {"type":"function","function":{"name":,"description":,"parameters":,"strict":true}}} and more. */
    private static final int TOOL = 128;
    /** {@code {"type":"object","description":,"properties":{},"required":[],"additionalProperties":false,"$defs":{}}}. */
    private static final int ELEMENT = 112;
    /** Quotes, colon and comma around a value. */
    private static final int VALUE = 8;

    private SchemaBytes() {}

    static long of(ToolSpecification tool) {
        JsonObjectSchema parameters = tool.parameters();
        return TOOL
                + text(tool.name())
                + text(tool.description())
                + (parameters == null ? 0 : element(parameters))
                + (tool.metadata() == null ? 0 : of(tool.metadata()));
    }

    static long of(JsonSchema schema) {
        JsonSchemaElement root = schema.rootElement();
        return TOOL + text(schema.name()) + (root == null ? 0 : element(root));
    }

    /** Values of a provider's own: maps, lists, texts, and others by their text. */
    static long of(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            long sum = VALUE;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                sum += text(String.valueOf(entry.getKey())) + of(entry.getValue());
            }
            return sum;
        }
        if (value instanceof Collection<?> values) {
            return VALUE + values.stream().mapToLong(SchemaBytes::of).sum();
        }
        return text(String.valueOf(value));
    }

    private static long element(JsonSchemaElement element) {
        long sum = ELEMENT + text(element.description());
        if (element instanceof JsonObjectSchema object) {
            return sum + object(object);
        }
        if (element instanceof JsonArraySchema array) {
            return sum + (array.items() == null ? 0 : element(array.items()));
        }
        if (element instanceof JsonEnumSchema values) {
            return sum + of(values.enumValues());
        }
        if (element instanceof JsonAnyOfSchema any) {
            return sum + any.anyOf().stream().mapToLong(SchemaBytes::element).sum();
        }
        if (element instanceof JsonReferenceSchema reference) {
            return sum + text(reference.reference());
        }
        if (element instanceof JsonRawSchema raw) {
            return sum + text(raw.schema());
        }
        // Simple types have a description only; a kind that is not known here is bounded by all that it says of itself.
        return sum + 2 * text(element.toString());
    }

    private static long object(JsonObjectSchema object) {
        long sum = object.required() == null ? 0 : of(object.required());
        sum += named(object.properties(), true);
        return sum + named(object.definitions(), false);
    }

    /** In strict mode providers are told that every property is required, whatever the application says. */
    private static long named(@Nullable Map<String, JsonSchemaElement> elements, boolean required) {
        if (elements == null) {
            return 0;
        }
        long sum = 0;
        for (Map.Entry<String, JsonSchemaElement> entry : elements.entrySet()) {
            sum += (required ? 2 : 1) * text(entry.getKey()) + element(entry.getValue());
        }
        return sum;
    }

    private static long text(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        long bytes = VALUE + Utf8.length(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20) {
                bytes += 5;
            } else if (c == '"' || c == '\\') {
                bytes++;
            }
        }
        return bytes;
    }
}
