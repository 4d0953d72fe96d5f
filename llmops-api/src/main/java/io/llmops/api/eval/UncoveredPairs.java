package io.llmops.api.eval;

import io.llmops.api.exception.DatasetException;
import java.util.Arrays;
import java.util.BitSet;

/** The pairs of values of two variables that no row holds yet. Not thread-safe. */
final class UncoveredPairs {

    /** Index of a value not chosen yet. */
    static final int UNSET = -1;

    /** About 12 MB of bits; a pairwise dataset of more pairs would have thousands of rows at the least. */
    private static final long MAX_PAIRS = 100_000_000;

    private final int[] sizes;
    /** By first and second variable, the first one being the lower; bit i * size(second) + j is the pair (i, j). */
    private final BitSet[][] uncovered;
    /** By variable and value: in how many uncovered pairs it is. */
    private final long[][] open;

    private long left;

    UncoveredPairs(int[] sizes) {
        this.sizes = sizes;
        this.uncovered = new BitSet[sizes.length][sizes.length];
        this.open = new long[sizes.length][];
        checkSize();
        long values = 0;
        for (int size : sizes) {
            values += size;
        }
        for (int a = 0; a < sizes.length; a++) {
            open[a] = new long[sizes[a]];
            Arrays.fill(open[a], values - sizes[a]);
            for (int b = a + 1; b < sizes.length; b++) {
                BitSet all = new BitSet(sizes[a] * sizes[b]);
                all.set(0, sizes[a] * sizes[b]);
                uncovered[a][b] = all;
            }
        }
    }

    private void checkSize() {
        for (int a = 0; a < sizes.length; a++) {
            for (int b = a + 1; b < sizes.length; b++) {
                left += (long) sizes[a] * sizes[b];
            }
        }
        if (left > MAX_PAIRS) {
            throw new DatasetException("there are " + left + " pairs of values to cover, more than " + MAX_PAIRS
                    + "; vary fewer values, or use sampled rows");
        }
    }

    /** How many pairs are left. */
    long left() {
        return left;
    }

    /** A variable that has the value which is in most uncovered pairs. */
    int busiestVariable() {
        int best = 0;
        for (int v = 1; v < sizes.length; v++) {
            if (open[v][busiestValue(v)] > open[best][busiestValue(best)]) {
                best = v;
            }
        }
        return best;
    }

    /** The value of a variable that is in most uncovered pairs. */
    int busiestValue(int variable) {
        int best = 0;
        for (int i = 1; i < sizes[variable]; i++) {
            if (open[variable][i] > open[variable][best]) {
                best = i;
            }
        }
        return best;
    }

    /** How many uncovered pairs a value makes with the values of a row that are set. */
    long with(int variable, int value, int[] row) {
        long pairs = 0;
        for (int other = 0; other < row.length; other++) {
            if (other != variable && row[other] != UNSET && isUncovered(variable, value, other, row[other])) {
                pairs++;
            }
        }
        return pairs;
    }

    /** How many uncovered pairs a whole row holds. */
    long in(int[] row) {
        long twice = 0;
        for (int v = 0; v < row.length; v++) {
            twice += with(v, row[v], row);
        }
        return twice / 2;
    }

    /** Takes out the pairs of a whole row. */
    void cover(int[] row) {
        for (int a = 0; a < row.length; a++) {
            for (int b = a + 1; b < row.length; b++) {
                if (isUncovered(a, row[a], b, row[b])) {
                    uncovered[a][b].clear(row[a] * sizes[b] + row[b]);
                    open[a][row[a]]--;
                    open[b][row[b]]--;
                    left--;
                }
            }
        }
    }

    private boolean isUncovered(int a, int i, int b, int j) {
        return a < b ? uncovered[a][b].get(i * sizes[b] + j) : uncovered[b][a].get(j * sizes[a] + i);
    }
}
