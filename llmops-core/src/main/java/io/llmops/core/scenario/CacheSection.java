package io.llmops.core.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.core.cache.Cache;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;

/** The section {@code cache} of a scenario's file: {@code {ttl: PT1H, semantic: onnx/all-minilm-l6-v2, store: cache.db}}. */
final class CacheSection {

    private static final List<String> KEYS = List.of("ttl", "entries", "semantic", "threshold", "tools", "store");

    private final JsonNode node;
    private final Path file;

    private CacheSection(JsonNode node, Path file) {
        this.node = node;
        this.file = file;
    }

    /**
     * The cache of a section.
     *
     * @param file whose section it is; a store's file stands beside it
     * @throws ConfigurationException if a key or value is wrong
     */
    static Cache read(JsonNode node, Path file) {
        return new CacheSection(node, file).read();
    }

    private Cache read() {
        if (!node.isObject()) {
            throw wrong("", "holds settings, such as {ttl: PT1H}, but is " + node);
        }
        node.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                throw wrong("." + key, "is not a setting; there are " + KEYS);
            }
        });
        Cache cache = node.has("semantic") ? Cache.semantic(node.get("semantic").asText()) : Cache.exact();
        for (String key : KEYS) {
            if (node.has(key)) {
                cache = set(cache, key, node.get(key));
            }
        }
        return cache;
    }

    private Cache set(Cache cache, String key, JsonNode value) {
        try {
            return switch (key) {
                case "ttl" -> cache.ttl(Duration.parse(value.asText()));
                case "entries" -> cache.maxEntries(number(value).longValue());
                case "threshold" -> cache.threshold(number(value).doubleValue());
                case "tools" -> flag(value) ? cache.withTools() : cache;
                case "store" ->
                    value.asText().startsWith("jdbc:")
                            ? cache.store(value.asText())
                            : cache.store(file.resolveSibling(value.asText()));
                default -> cache;
            };
        } catch (IllegalArgumentException | DateTimeException | ConfigurationException e) {
            throw wrong("." + key, "is " + value + ": " + e.getMessage());
        }
    }

    private static JsonNode number(JsonNode value) {
        if (!value.isNumber()) {
            throw new IllegalArgumentException("a number is wanted");
        }
        return value;
    }

    private static boolean flag(JsonNode value) {
        if (!value.isBoolean()) {
            throw new IllegalArgumentException("true or false is wanted");
        }
        return value.booleanValue();
    }

    private ConfigurationException wrong(String key, String what) {
        return new ConfigurationException(file.getFileName() + ": cache" + key + " " + what);
    }
}
