package io.llmops.eval.sidebyside;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How far a run is, in cells: rows times columns times repeats.
 *
 * @param done cells that are there, those kept from an earlier run included
 * @param total cells that there will be
 * @param failed how many of those done are failures
 * @param kept how many of those done are from an earlier run
 * @param elapsed how long this run takes so far
 */
public record RunProgress(int done, int total, int failed, int kept, Duration elapsed) {

    private static final double NANOS = 1e9;

    /** Cells a second since this run began; 0 before the first. */
    public double rate() {
        return elapsed.isZero() ? 0 : (done - kept) / (elapsed.toNanos() / NANOS);
    }

    /** How long the rest takes at that rate; empty before the first cell. */
    public Optional<Duration> left() {
        double rate = rate();
        return rate > 0 ? Optional.of(Duration.ofMillis(Math.round(1_000 * (total - done) / rate))) : Optional.empty();
    }

    /** Such as {@code 37/100, 1 failed, 2.1/s, 0:30 left}. */
    @Override
    public String toString() {
        String text = done + "/" + total + (failed == 0 ? "" : ", " + failed + " failed");
        if (done == total || left().isEmpty()) {
            return text;
        }
        return text + String.format(Locale.ROOT, ", %.1f/s, %s left", rate(), clock(left().get()));
    }

    private static String clock(Duration time) {
        long seconds = time.plusMillis(999).toSeconds();
        String rest = String.format(Locale.ROOT, "%02d:%02d", seconds / 60 % 60, seconds % 60);
        return seconds >= 3_600 ? seconds / 3_600 + ":" + rest : rest.replaceFirst("^0", "");
    }
}
