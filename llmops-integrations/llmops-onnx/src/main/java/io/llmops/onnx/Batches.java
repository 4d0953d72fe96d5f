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

    /** Tokens of a batch with its padding; with more, a layer's values leave a core's own cache (measured). */
    static final int MAX_TOKENS = 192;

    /** Padding of one row that is cheaper than a batch of its own, whatever the length. */
    private static final int CHEAP_PADDING = 8;

    private Batches() {}

    /** The batches, each a list of indexes into {@code lengths}, the longest texts first so that workers end together. */
    static List<List<Integer>> plan(int[] lengths, int workers) {
        List<Integer> order = IntStream.range(0, lengths.length)
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> lengths[i]).reversed())
                .toList();
        int share = (lengths.length + workers - 1) / workers;
        List<List<Integer>> batches = new ArrayList<>();
        for (int from = 0; from < order.size(); ) {
            int longest = lengths[order.get(from)];
            int maxRows = Math.max(1, Math.min(Math.min(share, MAX_ROWS), MAX_TOKENS / longest));
            int shortest = longest - Math.max(CHEAP_PADDING, longest / 4);
            int to = from + 1;
            while (to < order.size() && to - from < maxRows && lengths[order.get(to)] >= shortest) {
                to++;
            }
            batches.add(order.subList(from, to));
            from = to;
        }
        return batches;
    }
}
