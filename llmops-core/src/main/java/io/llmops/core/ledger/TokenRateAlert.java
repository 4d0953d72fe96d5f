package io.llmops.core.ledger;

import java.time.Instant;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A group of calls uses more tokens a minute than usual.
 *
 * @param group what the watch groups by, such as a scenario; blank where it watches everything together
 * @param at when it was noticed
 * @param perMinute tokens for each minute of the watched window
 * @param baseline tokens for each minute of the time before; empty where the group is new and a fixed limit was passed
 * @param atLeast whether some of the calls have unknown usage, so that the rate is a lower bound
 */
public record TokenRateAlert(String group, Instant at, double perMinute, OptionalDouble baseline, boolean atLeast) {

    /** One line for people. */
    @Override
    public String toString() {
        String usual = baseline.isPresent()
                ? String.format(Locale.ROOT, "%,.0f before", baseline.getAsDouble())
                : "no baseline";
        return String.format(
                Locale.ROOT,
                "%s: %s%,.0f tokens a minute, %s",
                group.isBlank() ? "all calls" : group,
                atLeast ? "at least " : "",
                perMinute,
                usual);
    }
}
