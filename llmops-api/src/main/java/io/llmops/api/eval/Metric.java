package io.llmops.api.eval;

/** Scores one output. Implementations are thread-safe and give the same score for the same input. */
public interface Metric {

    /** Default of {@link #threshold()}: {@value}. */
    double DEFAULT_THRESHOLD = 0.5;

    /** Its name in reports. */
    String name();

    /** The score of an output for a row; {@link Score.Unscored} where it cannot be judged. */
    Score score(Example example, Output output);

    /** The score that a row must reach to be good. */
    default double threshold() {
        return DEFAULT_THRESHOLD;
    }
}
