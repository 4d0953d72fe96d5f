package io.llmops.eval.dataset;

import io.llmops.api.eval.Dataset;
import io.llmops.api.eval.Example;
import io.llmops.api.exception.DatasetException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects rows and sees to it that each has an id of its own. Not thread-safe. */
final class RowCollector {

    private record Rows(List<Example> examples) implements Dataset {}

    private final List<Example> rows = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    /** Adds a row; throws if its id is taken, beginning with the place. */
    void add(Example row, String place) {
        if (!ids.add(row.id())) {
            throw new DatasetException(place + "id '" + row.id() + "' is there twice; each row needs an id of its own");
        }
        rows.add(row);
    }

    /** Adds a row of named cells; throws if they make none or its id is taken, beginning with the place. */
    void add(Map<String, String> cells, String place) {
        Map<String, String> input = new LinkedHashMap<>(cells);
        String id = input.remove(Datasets.ID);
        String expected = input.remove(Datasets.EXPECTED);
        String task = input.remove(Datasets.TASK);
        if (input.isEmpty()) {
            throw new DatasetException(place + "has no input: nothing but " + cells.keySet());
        }
        Example row = Example.of(input, isBlank(expected) ? null : expected, task == null ? "" : task.strip());
        add(new Example(isBlank(id) ? free(row.id()) : id.strip(), row.input(), row.expected(), row.task()), place);
    }

    /** Rows of the same input are told apart by a count. */
    private String free(String id) {
        String free = id;
        for (int n = 2; ids.contains(free); n++) {
            free = id + "-" + n;
        }
        return free;
    }

    private static boolean isBlank(@Nullable String cell) {
        return cell == null || cell.isBlank();
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    Dataset dataset() {
        return new Rows(List.copyOf(rows));
    }
}
