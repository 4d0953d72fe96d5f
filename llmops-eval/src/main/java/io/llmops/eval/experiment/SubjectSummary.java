package io.llmops.eval.experiment;

/**
 * How one subject did. The row is the unit: its repeats are reduced to one state first, so that running a row more often
 * does not make the interval narrower than the number of rows allows.
 *
 * @param subject the subject's name
 * @param shareOfGood good rows among those that are good, bad or failed; unscored rows are in neither count
 * @param stability rows whose repeats all gave the same words, among rows with more than one repeat; a row with a failed
 *     repeat is not stable
 * @param unscored rows that are neither good nor bad
 * @param failed rows all of whose repeats failed; they count as not good
 */
public record SubjectSummary(String subject, Proportion shareOfGood, Proportion stability, long unscored, long failed) {

    /** Such as {@code A: 0.83 [0.75, 0.89] of 24 rows good; 2 unscored, 1 failed}. */
    @Override
    public String toString() {
        return subject + ": " + shareOfGood + " of " + shareOfGood.total() + " rows good" + leftOut(unscored, failed);
    }

    /** What a reader must know of the rows that are not plainly good or bad. */
    static String leftOut(long unscored, long failed) {
        if (unscored == 0 && failed == 0) {
            return "";
        }
        return "; " + unscored + " unscored, " + failed + " failed";
    }
}
