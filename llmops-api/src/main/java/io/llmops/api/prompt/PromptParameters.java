package io.llmops.api.prompt;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import io.llmops.api.exception.PromptException;
import io.llmops.api.model.SeededParameters;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a model is to answer a prompt: parameters of the call that belong to the text and are versioned with it. What is not
 * set is left to the model. Immutable.
 */
public final class PromptParameters {

    /** Nothing is set. */
    public static final PromptParameters NONE = new Builder().build();

    private static final double MAX_TEMPERATURE = 2;
    private static final double MAX_PENALTY = 2;

    private final Map<String, Object> values;

    private PromptParameters(Map<String, Object> values) {
        this.values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    Builder toBuilder() {
        Builder b = new Builder();
        b.values.putAll(values);
        return b;
    }

    /**
     * What is set, by the names that files use, sorted: those of the builder's setters, and {@code schema} and
     * {@code schemaName}. Numbers are {@link Double} or {@link Integer}, {@code stop} is a list of texts, the others are
     * texts.
     */
    public Map<String, Object> asMap() {
        return values;
    }

    /** The parameters of a request; those with a seed are {@link SeededParameters}. */
    public ChatRequestParameters toRequest() {
        DefaultChatRequestParameters.Builder<?> request = ChatRequestParameters.builder();
        request.temperature(get("temperature", Double.class));
        request.topP(get("topP", Double.class));
        request.topK(get("topK", Integer.class));
        request.frequencyPenalty(get("frequencyPenalty", Double.class));
        request.presencePenalty(get("presencePenalty", Double.class));
        request.maxOutputTokens(get("maxOutputTokens", Integer.class));
        request.responseFormat(format());
        if (values.get("stop") instanceof List<?> stop) {
            request.stopSequences(stop.stream().map(String::valueOf).toList());
        }
        Integer seed = get("seed", Integer.class);
        return seed == null ? request.build() : SeededParameters.of(request.build(), seed);
    }

    private @Nullable ResponseFormat format() {
        String schema = get("schema", String.class);
        String format = get("responseFormat", String.class);
        if (schema == null) {
            return format == null ? null : format.equals("json") ? ResponseFormat.JSON : ResponseFormat.TEXT;
        }
        return ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(JsonSchema.builder()
                        .name(get("schemaName", String.class))
                        .rootElement(JsonRawSchema.from(schema))
                        .build())
                .build();
    }

    private <T> @Nullable T get(String name, Class<T> type) {
        Object value = values.get(name);
        return value == null ? null : type.cast(value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PromptParameters p && values.equals(p.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }

    /** Builds {@link PromptParameters} within {@link PromptDraft.Builder#parameters}. Not thread-safe. */
    public static final class Builder {
        private final Map<String, Object> values = new TreeMap<>();

        private Builder() {}

        /** How freely words are drawn, from 0 to 2. */
        public Builder temperature(double temperature) {
            return set("temperature", temperature, 0, MAX_TEMPERATURE);
        }

        /** The share of probability that words are drawn from, from 0 to 1. */
        public Builder topP(double topP) {
            return set("topP", topP, 0, 1);
        }

        /** Of how many of the likeliest words one is drawn, at least 1. */
        public Builder topK(int topK) {
            return set("topK", topK, 1);
        }

        /** How much less a word counts for each time that it came, from -2 to 2. */
        public Builder frequencyPenalty(double penalty) {
            return set("frequencyPenalty", penalty, -MAX_PENALTY, MAX_PENALTY);
        }

        /** How much less a word counts once it came, from -2 to 2. */
        public Builder presencePenalty(double penalty) {
            return set("presencePenalty", penalty, -MAX_PENALTY, MAX_PENALTY);
        }

        /** At most so many tokens of an answer, at least 1. */
        public Builder maxOutputTokens(int maxOutputTokens) {
            return set("maxOutputTokens", maxOutputTokens, 1);
        }

        /** What the model draws with; it is ignored where a provider takes none. */
        public Builder seed(int seed) {
            return set("seed", seed, Integer.MIN_VALUE);
        }

        /** Texts at which the answer ends. */
        public Builder stop(String... texts) {
            values.put("stop", List.of(texts));
            return this;
        }

        /** Free text, or JSON of any form. */
        public Builder responseFormat(ResponseFormatType format) {
            values.put("responseFormat", format == ResponseFormatType.JSON ? "json" : "text");
            values.remove("schema");
            values.remove("schemaName");
            return this;
        }

        /**
         * JSON that keeps to a schema.
         *
         * @param name what the model is told that it is, such as {@code invoice}
         * @param schema JSON Schema as JSON
         */
        public Builder schema(String name, String schema) {
            values.put("responseFormat", "json");
            values.put("schemaName", requireNonNull(name, "name"));
            values.put("schema", requireNonNull(schema, "schema"));
            return this;
        }

        private Builder set(String name, double value, double min, double max) {
            if (!(value >= min && value <= max)) {
                throw new PromptException(
                        "parameter '" + name + "' must be from " + min + " to " + max + ", but is " + value);
            }
            values.put(name, value);
            return this;
        }

        private Builder set(String name, int value, int min) {
            if (value < min) {
                throw new PromptException("parameter '" + name + "' must be at least " + min + ", but is " + value);
            }
            values.put(name, value);
            return this;
        }

        PromptParameters build() {
            return new PromptParameters(values);
        }
    }
}
