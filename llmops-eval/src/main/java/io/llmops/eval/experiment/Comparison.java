package io.llmops.eval.experiment;

import java.util.List;
import java.util.NoSuchElementException;

/**
 * Two subjects on the same rows. Only rows that are scored for both are compared; a failed row counts as not good.
 * Immutable. With the subjects swapped, every value changes its sign exactly, and the verdict its side.
 */
public final class Comparison {

    /** The chance of seeing a difference where there is none that is accepted: {@value}. */
    public static final double SIGNIFICANCE = 0.05;

    private final SubjectSummary first;
    private final SubjectSummary second;
    private final Difference difference;
    private final long unscored;
    private final long failed;

    private Comparison(SubjectSummary first, SubjectSummary second, Difference difference, long unscored, long failed) {
        this.first = first;
        this.second = second;
        this.difference = difference;
        this.unscored = unscored;
        this.failed = failed;
    }

    /** One entry a row in both lists, in the same order. */
    static Comparison of(
            SubjectSummary first, List<RowState> firstStates, SubjectSummary second, List<RowState> secondStates) {
        long[] counts = new long[4];
        long unscored = 0;
        long failed = 0;
        for (int row = 0; row < firstStates.size(); row++) {
            RowState a = firstStates.get(row);
            RowState b = secondStates.get(row);
            if (a == RowState.UNSCORED || b == RowState.UNSCORED) {
                unscored++;
                continue;
            }
            if (a == RowState.FAILED || b == RowState.FAILED) {
                failed++;
            }
            counts[(a == RowState.GOOD ? 0 : 2) + (b == RowState.GOOD ? 0 : 1)]++;
        }
        Difference difference = new Difference(counts[0], counts[1], counts[2], counts[3]);
        return new Comparison(first, second, difference, unscored, failed);
    }

    /**
     * How one of the two did, over all rows that are scored for it.
     *
     * @throws NoSuchElementException if it is neither of the two
     */
    public SubjectSummary of(String subject) {
        if (subject.equals(first.subject())) {
            return first;
        }
        if (subject.equals(second.subject())) {
            return second;
        }
        throw new NoSuchElementException(
                "'" + subject + "' is not compared; '" + first.subject() + "' and '" + second.subject() + "' are");
    }

    /** The second subject's share of good rows less the first one's, over the rows compared. */
    public Difference difference() {
        return difference;
    }

    /** Rows that are not compared, because they are unscored for at least one of the two. */
    public long unscored() {
        return unscored;
    }

    /** Rows compared in which at least one of the two failed. */
    public long failed() {
        return failed;
    }

    /**
     * What the rows allow to say. One subject is called better only if the exact test's p is below {@value #SIGNIFICANCE}
     * and the interval of the difference does not hold 0.
     */
    public Verdict verdict() {
        if (difference.pValue() >= SIGNIFICANCE) {
            return Verdict.NO_DIFFERENCE;
        }
        if (difference.low() > 0) {
            return Verdict.SECOND_BETTER;
        }
        return difference.high() < 0 ? Verdict.FIRST_BETTER : Verdict.NO_DIFFERENCE;
    }

    /** Such as {@code B − A: +0.25 [0.05, 0.41], p = 0.031 (24 rows: 6 only B good, 0 only A good)}. */
    @Override
    public String toString() {
        return second.subject() + " \u2212 " + first.subject() + ": " + difference + " (" + difference.rows()
                + " rows: "
                + difference.onlySecond() + " only " + second.subject() + " good, "
                + difference.onlyFirst() + " only " + first.subject() + " good"
                + SubjectSummary.leftOut(unscored, failed) + ")";
    }
}
