package io.llmops.eval.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmops.api.eval.Dataset;
import io.llmops.api.exception.DatasetException;
import io.llmops.eval.internal.Jsonl;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Datasets with one JSON object a line. */
final class JsonlDatasets {

    private JsonlDatasets() {}

    static Dataset read(Path file) {
        RowCollector rows = new RowCollector();
        try (Jsonl lines = Jsonl.open(file)) {
            for (Optional<ObjectNode> row = lines.next(); row.isPresent(); row = lines.next()) {
                add(rows, row.get(), lines);
            }
        }
        if (rows.isEmpty()) {
            throw new DatasetException(file + " is empty; each line must be a JSON object");
        }
        return rows.dataset();
    }

    private static void add(RowCollector rows, ObjectNode row, Jsonl lines) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : row.properties()) {
            JsonNode value = field.getValue();
            if (value.isNull() && Datasets.OWN.contains(field.getKey())) {
                continue;
            }
            if (value.isNull()) {
                throw lines.error("field '" + field.getKey() + "' is null; give text or leave it out");
            }
            cells.put(field.getKey(), value.isValueNode() ? value.asText() : value.toString());
        }
        rows.add(cells, lines.place());
    }
}
