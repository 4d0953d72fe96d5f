package io.llmops.core.ledger;

import java.time.Instant;
import java.util.List;

/**
 * A question that was answered twice or more with answers that differ.
 *
 * @param scenario the scenario that it was asked in
 * @param fingerprint its fingerprint, as the records have it
 * @param times how often it was answered
 * @param answers how many different answers it got
 * @param lastAsked when it was asked last
 * @param calls ids of its first calls, at most {@value #MAX_CALLS}, to look up what was said if it was captured
 */
public record RepeatedQuestion(
        String scenario, String fingerprint, long times, int answers, Instant lastAsked, List<String> calls) {

    /** Ids that are kept of one question: {@value}. */
    public static final int MAX_CALLS = 5;

    /** Copies the list. */
    public RepeatedQuestion {
        calls = List.copyOf(calls);
    }
}
