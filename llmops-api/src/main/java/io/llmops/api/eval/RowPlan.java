package io.llmops.api.eval;

import java.util.List;
import java.util.Random;

/** Chooses rows; a row holds the index of one value for each variable. */
interface RowPlan {

    /** The rows, at most {@code limit}, none twice, in the order of their indexes. */
    List<int[]> first(int limit);

    /** Makes a plan for variables of those numbers of values, each at least 1. */
    @FunctionalInterface
    interface Factory {
        RowPlan rows(int[] sizes, Random random);
    }
}
