package io.llmops.eval.experiment;

/** What a comparison allows to say. */
public enum Verdict {
    /** The first subject has the larger share of good rows. */
    FIRST_BETTER,
    /** The second subject has the larger share of good rows. */
    SECOND_BETTER,
    /** The rows do not show a difference. That is not proof that there is none: see the interval's width. */
    NO_DIFFERENCE
}
