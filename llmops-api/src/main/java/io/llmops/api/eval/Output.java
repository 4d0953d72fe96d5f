package io.llmops.api.eval;

import io.llmops.api.knowledge.Passage;
import io.llmops.api.model.Usage;
import java.time.Duration;
import java.util.List;

/**
 * What a subject gave for one row.
 *
 * @param text its answer
 * @param answered whether it answered, rather than refused
 * @param passages the passages that it was given, best first
 * @param usage tokens that it took
 * @param latency how long it took
 */
public record Output(String text, boolean answered, List<Passage> passages, Usage usage, Duration latency) {

    /** Copies the list. */
    public Output {
        passages = List.copyOf(passages);
    }

    /** An answer of which nothing but its text is known: no passages, unknown usage, no latency. */
    public static Output of(String text) {
        return new Output(text, true, List.of(), Usage.unknown(), Duration.ZERO);
    }
}
