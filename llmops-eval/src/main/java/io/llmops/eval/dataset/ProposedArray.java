package io.llmops.eval.dataset;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the array of a model's answer and forgives what models do: words and code fences around it, a comma too many, single
 * quotes, numbers, objects with the value inside, and an end that was cut off, of which the whole values are taken.
 */
final class ProposedArray {

    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    private ProposedArray() {}

    /** The values; none if there is no array. */
    static List<String> read(String answer) {
        for (int start = answer.indexOf('['); start >= 0; start = answer.indexOf('[', start + 1)) {
            List<String> values = readAt(answer, start);
            if (!values.isEmpty()) {
                return values;
            }
        }
        return List.of();
    }

    private static List<String> readAt(String answer, int start) {
        List<String> values = new ArrayList<>();
        try (JsonParser json = LENIENT.createParser(answer.substring(start))) {
            json.nextToken();
            for (JsonToken t = json.nextToken(); t != null && t != JsonToken.END_ARRAY; t = json.nextToken()) {
                if (t == JsonToken.START_OBJECT) {
                    first(json, values);
                } else if (t == JsonToken.START_ARRAY) {
                    json.skipChildren();
                } else if (t.isScalarValue() && t != JsonToken.VALUE_NULL) {
                    values.add(json.getText());
                }
            }
        } catch (IOException e) {
            // Cut off or no JSON from here on: what was whole so far is taken.
        }
        return values;
    }

    /** The first text of an object, such as {@code {"name": "dumplings"}}. */
    private static void first(JsonParser json, List<String> values) throws IOException {
        boolean found = false;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            JsonToken t = json.currentToken();
            if (t == null) {
                return;
            }
            if (t == JsonToken.VALUE_STRING && !found) {
                values.add(json.getText());
                found = true;
            } else {
                json.skipChildren();
            }
        }
    }
}
