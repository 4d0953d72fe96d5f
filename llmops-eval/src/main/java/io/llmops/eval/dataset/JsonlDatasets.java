package io.llmops.eval.dataset;

import io.llmops.api.eval.Dataset;
import io.llmops.api.exception.DatasetException;
import io.llmops.eval.internal.JsonRow;
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
            for (Optional<JsonRow> row = lines.next(); row.isPresent(); row = lines.next()) {
                rows.add(cells(row.get()), row.get().place());
            }
        }
        if (rows.isEmpty()) {
            throw new DatasetException(file + " is empty; each line must be a JSON object");
        }
        return rows.dataset();
    }

    private static Map<String, String> cells(JsonRow row) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (String field : row.fields()) {
            if (!row.lacks(field)) {
                cells.put(field, row.text(field));
            } else if (!Datasets.OWN.contains(field)) {
                throw row.error("field '" + field + "' is null; give text or leave it out");
            }
        }
        return cells;
    }
}
