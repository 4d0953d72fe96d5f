package io.llmops.api.eval;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * Distinct combinations drawn uniformly. Draws are repeated until enough are distinct: even when every combination is
 * asked for, n combinations take about n ln n draws.
 */
final class SampledRows implements RowPlan {

    private final int[] sizes;
    private final int wanted;
    private final Random random;

    SampledRows(int[] sizes, int wanted, Random random) {
        this.sizes = sizes;
        this.wanted = wanted;
        this.random = random;
    }

    @Override
    public List<int[]> first(int limit) {
        long enough = combinationsUpTo(Math.min(wanted, limit));
        TreeSet<int[]> rows = new TreeSet<>(Arrays::compare);
        while (rows.size() < enough) {
            rows.add(Arrays.stream(sizes).map(random::nextInt).toArray());
        }
        return List.copyOf(rows);
    }

    private long combinationsUpTo(int bound) {
        long product = 1;
        for (int size : sizes) {
            product *= size;
            if (product >= bound) {
                return bound;
            }
        }
        return product;
    }
}
