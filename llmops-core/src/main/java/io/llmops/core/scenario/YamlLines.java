package io.llmops.core.scenario;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The lines on which the keys of a YAML file stand, by path: {@code model.temperature}; of a list, those of its first entry. */
final class YamlLines {

    private static final YAMLFactory YAML = new YAMLFactory();

    private final Map<String, Integer> lines = new HashMap<>();

    private YamlLines() {}

    /**
     * The lines of a text.
     *
     * @throws IOException if it is not YAML
     */
    static YamlLines of(String yaml) throws IOException {
        YamlLines lines = new YamlLines();
        try (JsonParser parser = YAML.createParser(yaml)) {
            parser.nextToken();
            lines.value(parser, "");
        }
        return lines;
    }

    /** The line of a key, else of the key that it belongs to. */
    Optional<Integer> line(String path) {
        for (String key = path; !key.isEmpty(); key = key.substring(0, Math.max(0, key.lastIndexOf('.')))) {
            if (lines.containsKey(key)) {
                return Optional.of(lines.get(key));
            }
        }
        return Optional.empty();
    }

    private void value(JsonParser parser, String prefix) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String path = prefix + parser.currentName();
                lines.putIfAbsent(path, parser.currentTokenLocation().getLineNr());
                parser.nextToken();
                value(parser, path + ".");
            }
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                value(parser, prefix);
            }
        }
    }
}
