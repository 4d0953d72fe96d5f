package io.llmops.core.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.spi.ModelSpec;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The key {@code model} of a scenario's file: a reference, or {@code {ref: openai/gpt-4o-mini, temperature: 0, timeout: 2m}},
 * where all but {@code ref}, {@code timeout} and {@code baseUrl} are settings of the provider.
 */
final class ModelSection {

    private static final String KEY = "model";

    private final JsonNode node;
    private final BiFunction<String, String, ConfigurationException> wrong;

    /** @param wrong makes the error from a key and what is wrong with it */
    ModelSection(JsonNode node, BiFunction<String, String, ConfigurationException> wrong) {
        this.node = node;
        this.wrong = wrong;
    }

    /**
     * Gives a scenario the model.
     *
     * @throws ConfigurationException if a key or value is wrong
     */
    void apply(ScenarioBuilder scenario) {
        try {
            if (node.isObject()) {
                scenario.model(text("ref"), this::settings);
            } else {
                scenario.model(node.asText());
            }
        } catch (ConfigurationException e) {
            throw wrong.apply(blamed(e), "is refused: " + e.getMessage());
        }
    }

    /** The setting that a provider complains about, else all of them. */
    private String blamed(ConfigurationException error) {
        String words = String.valueOf(error.getMessage());
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (words.contains("setting " + entry.getKey())) {
                return KEY + "." + entry.getKey();
            }
        }
        return KEY;
    }

    private ModelSpec.Builder settings(ModelSpec.Builder spec) {
        node.fieldNames().forEachRemaining(name -> {
            switch (name) {
                case "ref" -> {}
                case "timeout" -> spec.timeout(time(name));
                case "baseUrl" -> spec.baseUrl(text(name));
                case "apiKey" ->
                    throw new ConfigurationException(
                            "setting apiKey does not belong into a file: set the variable of the"
                                    + " provider, or LlmOps.builder().model(...)");
                default -> spec.setting(name, text(name));
            }
        });
        return spec;
    }

    private Duration time(String name) {
        try {
            Duration time = LimitsFile.time(text(name), name);
            if (time.isZero()) {
                throw new IllegalArgumentException(name + " must be positive");
            }
            return time;
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("setting " + e.getMessage());
        }
    }

    private String text(String name) {
        JsonNode value = node.path(name);
        if (!value.isValueNode() || value.isNull() || value.asText().isBlank()) {
            throw new ConfigurationException("setting " + name + " must be a text or a number, but is "
                    + (value.isMissingNode() ? "missing" : value));
        }
        return value.asText();
    }
}
