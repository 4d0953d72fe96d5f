package io.llmops.eval.experiment;

import io.llmops.api.eval.Dataset;
import io.llmops.api.eval.Example;
import io.llmops.eval.dataset.Datasets;
import java.util.Map;
import java.util.stream.IntStream;

/** Rows that ask for a number and expect it. */
final class NumberRows {

    private NumberRows() {}

    static Dataset numbers(int count) {
        return Datasets.of(IntStream.range(0, count)
                .mapToObj(Integer::toString)
                .map(n -> new Example("row" + n, Map.of("n", n), n, Integer.parseInt(n) % 2 == 0 ? "偶" : "odd"))
                .toList());
    }

    static String value(Example row) {
        return row.input().getOrDefault("n", "");
    }

    static int number(Example row) {
        return Integer.parseInt(value(row));
    }
}
