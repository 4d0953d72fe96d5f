package io.llmops.core.monitor;

/**
 * What people said of answers.
 *
 * @param up thumbs up
 * @param down thumbs down
 * @param clicks openings of the source
 */
public record FeedbackCounts(long up, long down, long clicks) {

    /** Nothing yet. */
    public static final FeedbackCounts NONE = new FeedbackCounts(0, 0, 0);

    FeedbackCounts plus(FeedbackCounts other) {
        return new FeedbackCounts(up + other.up, down + other.down, clicks + other.clicks);
    }

    /** Such as {@code 12 up, 3 down, 5 clicks}. */
    @Override
    public String toString() {
        return up + " up, " + down + " down, " + clicks + (clicks == 1 ? " click" : " clicks");
    }
}
