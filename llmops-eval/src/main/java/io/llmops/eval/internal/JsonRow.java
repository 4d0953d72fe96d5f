package io.llmops.eval.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmops.api.exception.DatasetException;
import java.util.ArrayList;
import java.util.List;

/** One JSON object of a file, and where it stands. */
public final class JsonRow {

    private final ObjectNode object;
    private final String place;

    JsonRow(ObjectNode object, String place) {
        this.object = object;
        this.place = place;
    }

    /** Names of its fields, in order. */
    public List<String> fields() {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Whether a field is missing or null. */
    public boolean lacks(String field) {
        JsonNode node = object.path(field);
        return node.isMissingNode() || node.isNull();
    }

    /** A field as text: a number or boolean as it reads, a list or object as its JSON; empty if it is missing or null. */
    public String text(String field) {
        JsonNode node = object.path(field);
        if (lacks(field)) {
            return "";
        }
        return node.isValueNode() ? node.asText() : node.toString();
    }

    /**
     * A field that must be there, as text.
     *
     * @throws DatasetException if it is missing, null, an object or a list
     */
    public String required(String field) {
        if (lacks(field) || !object.path(field).isValueNode()) {
            throw error("has no text in field '" + field + "'");
        }
        return object.path(field).asText();
    }

    /** Where it stands, as an error begins: {@code rows.jsonl, line 3: }. */
    public String place() {
        return place;
    }

    /** An error at this row, to be thrown. */
    public DatasetException error(String message) {
        return new DatasetException(place + message);
    }
}
