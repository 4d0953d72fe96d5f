package io.llmops.core.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import io.llmops.api.exception.PromptException;
import io.llmops.api.prompt.PromptDelimiters;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptParameters;
import io.llmops.api.prompt.PromptVariable;
import io.llmops.api.prompt.VariableType;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a draft has beside its text, as YAML. */
final class FrontMatter {

    private static final Set<String> KEYS =
            Set.of("author", "note", "delimiters", "variables", "parameters", "created", "hash", "parent");
    private static final String NOTHING = "";
    private static final String SCHEMA = "schema";
    private static final String SCHEMA_NAME = "schemaName";
    private static final String DEFAULT_SCHEMA_NAME = "answer";

    private FrontMatter() {}

    /** Author and note; what else there is, where it is not the default. */
    static Map<String, Object> write(PromptDraft draft) {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("author", draft.author());
        head.put("note", draft.note());
        if (!draft.delimiters().equals(PromptDelimiters.DEFAULT)) {
            head.put("delimiters", draft.delimiters().toString());
        }
        if (!draft.variables().isEmpty()) {
            Map<String, Object> variables = new LinkedHashMap<>();
            draft.variables().forEach(v -> variables.put(v.name(), write(v)));
            head.put("variables", variables);
        }
        if (!draft.parameters().equals(PromptParameters.NONE)) {
            head.put("parameters", draft.parameters().asMap());
        }
        return head;
    }

    private static Map<String, Object> write(PromptVariable v) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("type", v.type().toString());
        v.defaultValue().ifPresent(value -> settings.put("default", value));
        if (!v.required() && v.defaultValue().isEmpty()) {
            settings.put("required", false);
        }
        if (!v.description().isEmpty()) {
            settings.put("description", v.description());
        }
        if (!v.enumeration().isEmpty()) {
            settings.put("enumeration", v.enumeration());
        }
        if (!v.examples().isEmpty()) {
            settings.put("examples", v.examples());
        }
        return settings;
    }

    /** The first key that means nothing, if there is one. */
    static Optional<String> unknown(JsonNode head) {
        for (Iterator<String> keys = head.fieldNames(); keys.hasNext(); ) {
            String key = keys.next();
            if (!KEYS.contains(key)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    /** Puts what the front matter says into a draft. */
    static void read(JsonNode head, PromptDraft.Builder draft) {
        draft.author(head.path("author").asText("")).note(head.path("note").asText(""));
        if (head.has("delimiters")) {
            draft.delimiters(head.get("delimiters").asText());
        }
        object(head, "variables")
                .properties()
                .forEach(e -> draft.variable(e.getKey(), v -> variable(e.getKey(), e.getValue(), v)));
        object(head, "parameters")
                .properties()
                .forEach(e -> draft.parameters(p -> parameter(e.getKey(), e.getValue(), head, p)));
    }

    private static JsonNode object(JsonNode head, String key) {
        JsonNode node = head.path(key);
        if (!node.isMissingNode() && !node.isObject()) {
            throw new PromptException("'" + key + "' must hold settings by name");
        }
        return node;
    }

    private static PromptVariable.Builder variable(String name, JsonNode settings, PromptVariable.Builder v) {
        if (!settings.isObject() && !settings.asText("").equals(NOTHING)) {
            throw PromptException.ofVariable(name, "variable '" + name + "' must hold settings, such as {type: text}");
        }
        settings.properties().forEach(e -> setting(name, e.getKey(), e.getValue(), v));
        return v;
    }

    private static void setting(String name, String key, JsonNode value, PromptVariable.Builder v) {
        switch (key) {
            case "type" -> v.type(type(name, value.asText()));
            case "default" -> v.defaultValue(YamlValues.of(value));
            case "required" -> v.required(YamlValues.flag("required", value));
            case "description" -> v.description(value.asText());
            case "enumeration" -> v.enumeration(YamlValues.list("enumeration", value));
            case "examples" -> v.examples(YamlValues.list("examples", value));
            default ->
                throw PromptException.ofVariable(
                        name,
                        "variable '" + name + "' has the setting '" + key + "', which means nothing; there are type,"
                                + " default, required, description, enumeration, examples");
        }
    }

    private static VariableType type(String name, String type) {
        return Arrays.stream(VariableType.values())
                .filter(t -> t.toString().equals(type.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> PromptException.ofVariable(
                        name,
                        "variable '" + name + "' has the type '" + type + "'; there are "
                                + Arrays.toString(VariableType.values())));
    }

    private static PromptParameters.Builder parameter(
            String key, JsonNode value, JsonNode head, PromptParameters.Builder p) {
        return switch (key) {
            case "temperature" -> p.temperature(YamlValues.decimal(key, value));
            case "topP" -> p.topP(YamlValues.decimal(key, value));
            case "topK" -> p.topK(YamlValues.whole(key, value));
            case "frequencyPenalty" -> p.frequencyPenalty(YamlValues.decimal(key, value));
            case "presencePenalty" -> p.presencePenalty(YamlValues.decimal(key, value));
            case "maxOutputTokens" -> p.maxOutputTokens(YamlValues.whole(key, value));
            case "seed" -> p.seed(YamlValues.whole(key, value));
            case "stop" -> p.stop(YamlValues.texts(value));
            case "responseFormat" -> head.path("parameters").has(SCHEMA) ? p : p.responseFormat(format(value.asText()));
            case SCHEMA ->
                p.schema(
                        head.path("parameters").path(SCHEMA_NAME).asText(DEFAULT_SCHEMA_NAME),
                        value.isTextual() ? value.asText() : value.toString());
            case SCHEMA_NAME -> p;
            default ->
                throw new PromptException("'" + key + "' is no parameter of a prompt; there are temperature, topP,"
                        + " topK, frequencyPenalty, presencePenalty, maxOutputTokens, seed, stop, responseFormat, schema,"
                        + " schemaName");
        };
    }

    private static ResponseFormatType format(String text) {
        return switch (text) {
            case "json" -> ResponseFormatType.JSON;
            case "text" -> ResponseFormatType.TEXT;
            default -> throw new PromptException("responseFormat '" + text + "' must be text or json");
        };
    }
}
