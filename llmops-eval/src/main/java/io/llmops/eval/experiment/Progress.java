package io.llmops.eval.experiment;

/**
 * How far an experiment is, in outputs: rows times subjects times repeats.
 *
 * @param done outputs that are there, those kept from an earlier run included
 * @param total outputs that there will be
 * @param failed how many of those done are failures
 */
public record Progress(int done, int total, int failed) {

    /** Such as {@code 12/48, 1 failed}. */
    @Override
    public String toString() {
        return done + "/" + total + (failed == 0 ? "" : ", " + failed + " failed");
    }
}
