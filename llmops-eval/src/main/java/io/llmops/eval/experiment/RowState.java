package io.llmops.eval.experiment;

/** What an output, or a row with all its repeats, comes to. */
public enum RowState {
    /** Its rating is good; or, without a rating, every metric reaches its threshold. */
    GOOD,
    /** Its rating is bad; or, without a rating, a metric misses its threshold. */
    BAD,
    /** The subject threw, so there is no output. Counts as not good: a subject that gives no answer gives no good one. */
    FAILED,
    /** Neither rated, nor scored by every metric. Counts as neither. */
    UNSCORED
}
