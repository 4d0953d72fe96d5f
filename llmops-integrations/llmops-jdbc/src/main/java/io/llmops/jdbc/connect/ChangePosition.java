package io.llmops.jdbc.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmops.api.exception.DocumentException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a table has been followed: the row at which to look again, and which of the rows from there on were handed over,
 * as they were then.
 *
 * @param columns that rows are ordered by
 * @param from their values at the row to begin with, as {@link OrderValue} writes them
 * @param seen rows that were handed over, as they were then: fingerprint of what a row says by that of its id
 */
record ChangePosition(List<String> columns, List<String> from, Map<String, String> seen) {

    private static final JsonMapper JSON = new JsonMapper();

    ChangePosition {
        columns = List.copyOf(columns);
        from = List.copyOf(from);
    }

    String write() {
        ObjectNode json = JSON.createObjectNode();
        columns.forEach(json.putArray("columns")::add);
        from.forEach(json.putArray("from")::add);
        seen.forEach(json.putObject("seen")::put);
        return json.toString();
    }

    /**
     * Reads what {@link #write} wrote; the beginning for null.
     *
     * @throws DocumentException if it is no such position, or is one in another order
     */
    static ChangePosition read(@Nullable String text, List<String> columns) {
        if (text == null) {
            return new ChangePosition(columns, List.of(), Map.of());
        }
        try {
            if (!(JSON.readTree(text) instanceof ObjectNode json)) {
                throw unknown();
            }
            ChangePosition read = new ChangePosition(strings(json, "columns"), strings(json, "from"), seen(json));
            boolean whole = read.from.isEmpty() || read.from.size() == columns.size();
            if (!read.columns.equals(columns) || !whole) {
                throw unknown();
            }
            return read;
        } catch (JsonProcessingException e) {
            throw unknown();
        }
    }

    private static List<String> strings(ObjectNode json, String name) {
        if (!(json.get(name) instanceof ArrayNode array)) {
            throw unknown();
        }
        List<String> strings = new ArrayList<>();
        array.forEach(item -> strings.add(item.asText()));
        return strings;
    }

    private static Map<String, String> seen(ObjectNode json) {
        Map<String, String> seen = new LinkedHashMap<>();
        json.path("seen")
                .properties()
                .forEach(entry -> seen.put(entry.getKey(), entry.getValue().asText()));
        return seen;
    }

    static DocumentException unknown() {
        return new DocumentException("the position is not one of this table and order: begin again without one");
    }
}
