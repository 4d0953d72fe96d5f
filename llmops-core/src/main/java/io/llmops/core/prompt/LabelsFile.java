package io.llmops.core.prompt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.llmops.api.exception.PromptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A prompt's labels as YAML, one {@code label: number} a line, sorted. */
final class LabelsFile {

    private LabelsFile() {}

    static byte[] write(SortedMap<String, Integer> labels) {
        return Yaml.write(labels).getBytes(StandardCharsets.UTF_8);
    }

    static Map<String, Integer> read(Path file, byte[] bytes) {
        JsonNode root;
        try {
            root = Yaml.read(new String(bytes, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new PromptException(file + " is no YAML: " + Yaml.reason(e), e);
        }
        if (!root.isObject() && !root.isMissingNode()) {
            throw new PromptException(file + " must hold lines such as 'production: 3'");
        }
        TreeMap<String, Integer> labels = new TreeMap<>();
        root.properties().forEach(e -> {
            if (!e.getValue().isInt() || e.getValue().intValue() < 1) {
                throw new PromptException(
                        file + ": label '" + e.getKey() + "' must point to a number from 1, such as 3");
            }
            labels.put(e.getKey(), e.getValue().intValue());
        });
        return Collections.unmodifiableMap(labels);
    }
}
