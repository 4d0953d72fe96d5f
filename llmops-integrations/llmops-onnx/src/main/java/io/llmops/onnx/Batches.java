package io.llmops.onnx;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Groups texts of like length, since a batch is padded to its longest text and padding costs as much as text does. The
 * result depends on the lengths and the number of workers alone, so that a repeated call gives the same vectors.
 */
final class Batches {

    /** More rows gain nothing on a CPU, and lose by padding. */
    static final int MAX_ROWS = 8;

    /** Tokens of a batch with its padding: about where one core's caches end. */
    static final int MAX_TOKENS = 1024;

    private Batches() {}

    /** The batches, each a list of indexes into {@code lengths}, the longest texts first so that workers end together. */
    static List<List<Integer>> plan(int[] lengths, int workers) {
        List<Integer> order = IntStream.range(0, lengths.length)
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> lengths[i]).reversed())
                .toList();
        int share = (lengths.length + workers - 1) / workers;
        int maxRows = Math.min(share, MAX_ROWS);
        List<List<Integer>> batches = new ArrayList<>();
        for (int from = 0; from < order.size(); ) {
            int longest = Math.max(1, lengths[order.get(from)]);
            int rows = Math.max(1, Math.min(maxRows, MAX_TOKENS / longest));
            int to = Math.min(order.size(), from + rows);
            batches.add(order.subList(from, to));
            from = to;
        }
        return batches;
    }
}
