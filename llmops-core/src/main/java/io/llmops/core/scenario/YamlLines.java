package io.llmops.core.scenario;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** In which line of a YAML text each key stands: {@code guard.pii} in line 7. */
final class YamlLines {

    private final Map<String, Integer> lines = new HashMap<>();

    /** @throws IOException if the text is no YAML */
    YamlLines(String text) throws IOException {
        try (JsonParser parser = new YAMLFactory().createParser(text)) {
            if (parser.nextToken() != null) {
                read(parser, "");
            }
        }
    }

    /** The line of a key, or of the nearest one around it that is there; 1 for the text as a whole. */
    int of(String key) {
        String path = key;
        while (!lines.containsKey(path)) {
            int dot = path.lastIndexOf('.');
            if (dot < 0) {
                return 1;
            }
            path = path.substring(0, dot);
        }
        return lines.get(path);
    }

    private void read(JsonParser parser, String path) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = path.isEmpty() ? parser.currentName() : path + "." + parser.currentName();
                lines.putIfAbsent(key, parser.currentTokenLocation().getLineNr());
                parser.nextToken();
                read(parser, key);
            }
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                read(parser, path);
            }
        }
    }
}
