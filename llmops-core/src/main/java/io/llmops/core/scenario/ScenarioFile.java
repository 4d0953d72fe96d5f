package io.llmops.core.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.knowledge.Knowledge;
import io.llmops.api.spi.Host;
import io.llmops.api.spi.ScenarioPartProvider;
import io.llmops.core.provider.ProviderRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A scenario in a YAML file: {@code scenario}, {@code model}, {@code prompt}, {@code top}, {@code guard}, {@code budget},
 * {@code rateLimit}, {@code cache}, and parts that others bring, such as {@code knowledge} by llmops-rag. Every wrong key
 * is named with file and line.
 */
public final class ScenarioFile {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final List<String> OWN_KEYS =
            List.of("scenario", "model", "prompt", "fallback", "top", "guard", "budget", "rateLimit", "cache");
    private static final String KNOWLEDGE = "knowledge";
    private static final long MAX_BYTES = 1 << 20;

    private final Path file;
    private final ProviderRegistry providers;
    private final Host host;
    private @Nullable YamlLines lines;

    /** Use {@code LlmOps.scenario(file)}. */
    public ScenarioFile(Path file, ProviderRegistry providers, Host host) {
        this.file = file.toAbsolutePath();
        this.providers = providers;
        this.host = host;
    }

    /**
     * Reads the file and builds the scenario.
     *
     * @throws ConfigurationException if the file cannot be read, or a key or value is wrong
     */
    public Scenario build(Function<String, ScenarioBuilder> scenarios) {
        JsonNode root = read();
        root.fieldNames().forEachRemaining(key -> {
            if (!OWN_KEYS.contains(key) && !key.equals(KNOWLEDGE)) {
                throw wrong(key, "is not a setting of a scenario; there are " + OWN_KEYS + " and knowledge");
            }
        });
        String name = text(root, "scenario");
        ScenarioBuilder builder = scenarios.apply(name);
        JsonNode model = root.path("model");
        new ModelSection(model.isObject() ? model : TextNode.valueOf(text(root, "model")), this::wrong).apply(builder);
        if (root.has("prompt")) {
            builder.prompt(text(root, "prompt"));
        }
        if (root.has("fallback")) {
            builder.fallback(texts(root, "fallback"));
        }
        if (root.has("top")) {
            builder.top(positive(root, "top"));
        }
        if (root.has(KNOWLEDGE)) {
            builder.knowledge(knowledge(root.get(KNOWLEDGE), name));
        }
        if (root.has("guard")) {
            GuardSection.read(root.get("guard"), file, this::wrong).forEach(builder::guard);
        }
        limits(root, builder);
        if (root.has("cache")) {
            builder.cache(CacheSection.read(root.get("cache"), file));
        }
        return builder.build();
    }

    private JsonNode read() {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new ConfigurationException(file + " is larger than 1 MiB, which no scenario is");
            }
            String text = Files.readString(file);
            JsonNode root = YAML.readTree(text);
            if (root == null || !root.isObject()) {
                throw new ConfigurationException(file + " holds no settings; it needs at least scenario: and model:");
            }
            lines = YamlLines.of(text);
            return root;
        } catch (JsonProcessingException e) {
            throw new ConfigurationException(file + ", line "
                    + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()) + ": this is not YAML: "
                    + e.getOriginalMessage());
        } catch (IOException e) {
            throw new ConfigurationException(
                    file + " cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    private Knowledge knowledge(JsonNode node, String scenario) {
        ScenarioPartProvider provider = providers
                .find(ScenarioPartProvider.class, KNOWLEDGE)
                .orElseThrow(() -> wrong(KNOWLEDGE, "needs llmops-rag on the class path"));
        Map<String, Object> settings = object(node, KNOWLEDGE);
        settings.keySet().forEach(key -> {
            if (!provider.schema().properties().containsKey(key)) {
                throw wrong(
                        KNOWLEDGE + "." + key,
                        "is not a setting; there are "
                                + provider.schema().properties().keySet());
            }
        });
        Path directory = file.getParent();
        Object part =
                provider.build(settings, new FilePartContext(host, scenario, directory == null ? file : directory));
        if (part instanceof Knowledge knowledge) {
            return knowledge;
        }
        throw wrong(KNOWLEDGE, "was built as " + part.getClass().getName() + ", which is no knowledge base");
    }

    private void limits(JsonNode root, ScenarioBuilder builder) {
        try {
            if (root.has("budget")) {
                LimitsFile.budgets(root.get("budget")).forEach(builder::budget);
            }
        } catch (IllegalArgumentException e) {
            throw wrong(
                    "budget", "is not of the form {per: day, zone: Asia/Shanghai, money: 5 USD}: " + e.getMessage());
        }
        try {
            if (root.has("rateLimit")) {
                LimitsFile.rates(root.get("rateLimit")).forEach(builder::rateLimit);
            }
        } catch (IllegalArgumentException e) {
            throw wrong("rateLimit", "is not of the form {calls: 60, per: 1m, subject: tenant}: " + e.getMessage());
        }
    }

    private String text(JsonNode node, String key) {
        JsonNode value = node.get(key);
        if (value == null || !value.isValueNode() || value.asText().isBlank()) {
            throw wrong(key, "is required, and is a text");
        }
        return value.asText();
    }

    /** A text, or a list of texts. */
    private String[] texts(JsonNode node, String key) {
        JsonNode value = node.get(key);
        if (value.isTextual()) {
            return new String[] {text(node, key)};
        }
        List<String> texts = new ArrayList<>();
        value.forEach(item -> texts.add(item.asText()));
        if (!value.isArray() || texts.stream().anyMatch(String::isBlank)) {
            throw wrong(key, "is a text or a list of texts, but is " + value);
        }
        return texts.toArray(String[]::new);
    }

    private int positive(JsonNode node, String key) {
        if (!node.get(key).canConvertToInt() || node.get(key).asInt() < 1) {
            throw wrong(key, "must be a positive number, but is " + node.get(key));
        }
        return node.get(key).asInt();
    }

    @SuppressWarnings("unchecked") // Jackson gives a JSON object as Map<String, Object>; it has no typed form
    private Map<String, Object> object(JsonNode node, String key) {
        if (!node.isObject()) {
            throw wrong(key, "must hold settings, such as {name: handbook}");
        }
        return YAML.convertValue(node, Map.class);
    }

    private ConfigurationException wrong(String key, String what) {
        String line = lines == null
                ? ""
                : lines.line(key).map(number -> ", line " + number).orElse("");
        return new ConfigurationException(file.getFileName() + line + ": " + key + " " + what);
    }
}
