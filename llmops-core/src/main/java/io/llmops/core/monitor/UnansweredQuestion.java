package io.llmops.core.monitor;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A question for which the knowledge base had nothing over its threshold.
 *
 * @param times how often it was asked so
 * @param best the highest score that any of its passages had, 0 to 1
 * @param callId id of the latest of its records
 * @param captured the question as the ledger has it, redacted if the scenario says so; null unless a scenario keeps content
 */
public record UnansweredQuestion(
        long times, double best, String callId, @Nullable String captured) {

    /** The question, where the scenario keeps content. */
    public Optional<String> question() {
        return Optional.ofNullable(captured);
    }

    /** Without the question, since that belongs in no log. */
    @Override
    public String toString() {
        return "UnansweredQuestion[" + callId + ", " + times + " times, best " + best + "]";
    }
}
