package io.llmops.api.eval;

import java.util.ArrayList;
import java.util.List;

/** Every combination, the first variable changing slowest. */
final class CartesianRows implements RowPlan {

    private final int[] sizes;

    CartesianRows(int[] sizes) {
        this.sizes = sizes;
    }

    @Override
    public List<int[]> first(int limit) {
        List<int[]> rows = new ArrayList<>();
        int[] row = new int[sizes.length];
        do {
            rows.add(row.clone());
        } while (rows.size() < limit && next(row));
        return rows;
    }

    /** Counts one up, like an odometer; false once every combination has been. */
    private boolean next(int[] row) {
        for (int v = sizes.length - 1; v >= 0; v--) {
            if (++row[v] < sizes[v]) {
                return true;
            }
            row[v] = 0;
        }
        return false;
    }
}
