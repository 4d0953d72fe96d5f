package io.llmops.eval.sidebyside;

import io.llmops.core.io.FileIo;
import io.llmops.core.io.LineAppender;
import io.llmops.eval.internal.JsonRow;
import io.llmops.eval.internal.Jsonl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The file that cells are added to, a line of JSON each. A cell that failed may come again; the last line of a cell counts.
 */
final class ResultsFile {

    private final Path file;

    ResultsFile(Path file) {
        this.file = file;
    }

    /** Opens it for one run; a last line that a crash tore is mended. */
    LineAppender open() {
        return FileIo.appendLines(file, line -> Jsonl.isObject(line.strip()));
    }

    /** The cells of a plan that were answered, by key, without making the file if it is not there. */
    Map<String, Cell> peek(Plan plan) {
        if (!Files.exists(file)) {
            return Map.of();
        }
        open().close();
        return answered(plan);
    }

    /**
     * The cells of a plan that were answered, by key; the file must be open.
     *
     * @throws io.llmops.api.exception.DatasetException if the file holds anything but cells; the message names the line
     */
    Map<String, Cell> answered(Plan plan) {
        Map<String, Cell> cells = new HashMap<>();
        Map<String, PlannedCell> planned = plan.byKey();
        try (Jsonl lines = Jsonl.open(file)) {
            for (Optional<JsonRow> line = lines.next(); line.isPresent(); line = lines.next()) {
                if (line.get().lacks(CellJson.KEY)) {
                    throw line.get()
                            .error("is no result of a prompt run; name another file, results are added to its end");
                }
                String key = line.get().text(CellJson.KEY);
                PlannedCell cell = planned.get(key);
                if (cell != null && line.get().lacks("error")) {
                    cells.put(key, read(line.get(), cell));
                }
            }
        }
        return cells;
    }

    private static Cell read(JsonRow line, PlannedCell cell) {
        try {
            return CellJson.read(line, cell);
        } catch (IllegalArgumentException e) {
            // Without the cause: its message quotes the line.
            throw line.error("has a figure that cannot be read; take the line out to call for it again");
        }
    }
}
