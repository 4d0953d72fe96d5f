package io.llmops.api.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * Few rows that hold every pair of values. Each row is the best of several candidates; a candidate starts from the value
 * that is in most uncovered pairs and goes through the other variables in random order, choosing for each the value that
 * makes most new pairs with those already chosen (AETG, see {@link Variation#pairwise()}).
 */
final class PairwiseRows implements RowPlan {

    /** AETG's authors used 50; beyond a dozen the rows saved are few. */
    private static final int CANDIDATES = 12;

    /** Coverings to choose from: a row or two less, for lists of a usual length, at a few milliseconds. */
    private static final long TRIES = 10;

    /** Pairs to cover in all tries together, so that long lists do not take ten times as long. */
    private static final long WORK = 50_000;

    private final int[] sizes;
    private final Random random;

    PairwiseRows(int[] sizes, Random random) {
        this.sizes = sizes;
        this.random = random;
    }

    /** Of several coverings, the one that leaves fewest pairs uncovered, and of these the one with fewest rows. */
    @Override
    public List<int[]> first(int limit) {
        if (sizes.length == 1) {
            return new CartesianRows(sizes).first(limit);
        }
        Covering best = cover(limit);
        for (long tries = Math.min(TRIES, WORK / best.pairs()); tries > 1; tries--) {
            Covering other = cover(limit);
            boolean less = other.rows().size() < best.rows().size();
            if (other.left() < best.left() || (other.left() == best.left() && less)) {
                best = other;
            }
        }
        return List.copyOf(best.rows());
    }

    private record Covering(TreeSet<int[]> rows, long pairs, long left) {}

    private Covering cover(int limit) {
        UncoveredPairs uncovered = new UncoveredPairs(sizes);
        long pairs = uncovered.left();
        // Every row covers a pair that no earlier row has, so no row can come twice.
        TreeSet<int[]> rows = new TreeSet<>(Arrays::compare);
        while (uncovered.left() > 0 && rows.size() < limit) {
            int[] row = bestCandidate(uncovered);
            uncovered.cover(row);
            rows.add(row);
        }
        return new Covering(rows, pairs, uncovered.left());
    }

    private int[] bestCandidate(UncoveredPairs uncovered) {
        int[] best = candidate(uncovered);
        long most = uncovered.in(best);
        for (int i = 1; i < CANDIDATES; i++) {
            int[] candidate = candidate(uncovered);
            long pairs = uncovered.in(candidate);
            if (pairs > most) {
                best = candidate;
                most = pairs;
            }
        }
        return best;
    }

    private int[] candidate(UncoveredPairs uncovered) {
        int[] row = new int[sizes.length];
        Arrays.fill(row, UncoveredPairs.UNSET);
        int first = uncovered.busiestVariable();
        row[first] = uncovered.busiestValue(first);
        List<Integer> others = new ArrayList<>();
        for (int v = 0; v < sizes.length; v++) {
            if (v != first) {
                others.add(v);
            }
        }
        Collections.shuffle(others, random);
        for (int v : others) {
            row[v] = bestValue(v, row, uncovered);
        }
        return row;
    }

    /** Values are tried from a random one on, so that ties fall anywhere. */
    private int bestValue(int variable, int[] row, UncoveredPairs uncovered) {
        int offset = random.nextInt(sizes[variable]);
        int best = offset;
        long most = -1;
        for (int i = 0; i < sizes[variable]; i++) {
            int value = (offset + i) % sizes[variable];
            long pairs = uncovered.with(variable, value, row);
            if (pairs > most) {
                best = value;
                most = pairs;
            }
        }
        return best;
    }
}
