package io.llmops.eval.sidebyside;

import io.llmops.api.eval.Dataset;
import io.llmops.api.eval.Example;
import io.llmops.api.exception.DatasetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of a plan: those of a dataset, with the values that are the same in all of them. */
final class PlanRows {

    private PlanRows() {}

    static List<Example> of(Dataset dataset, Map<String, String> same) {
        List<Example> rows = new ArrayList<>();
        for (Example row : dataset.examples()) {
            Map<String, String> input = new LinkedHashMap<>(row.input());
            same.forEach((name, value) -> {
                if (input.putIfAbsent(name, value) != null) {
                    throw new DatasetException("row '" + row.id() + "' has a value for '" + name
                            + "', which is a variable of all rows too; give it once");
                }
            });
            rows.add(new Example(row.id(), input, row.expected(), row.task()));
        }
        if (rows.isEmpty()) {
            throw new DatasetException("the dataset has no rows to run");
        }
        if (rows.stream().map(Example::id).distinct().count() < rows.size()) {
            throw new DatasetException("two rows of the dataset have the same id; each needs one of its own");
        }
        return rows;
    }
}
