package io.llmops.core.endpoint;

import io.llmops.api.exception.StreamTimeoutException;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a stream may take to its first token, from one to the next, and in all. Immutable.
 *
 * @param firstToken from the request to the first token; later a stream is tried again or elsewhere
 * @param gap from one token to the next; after it the stream ends with the text so far in its error
 * @param total from the request to the end
 */
public record StreamLimits(Duration firstToken, Duration gap, Duration total) {

    /** 60 s, since models that reason are silent that long, 30 s and 10 minutes. */
    public static final StreamLimits DEFAULT =
            new StreamLimits(Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofMinutes(10));

    /** Checks that all are positive. */
    public StreamLimits {
        Checks.positive("streamLimits.firstToken", firstToken);
        Checks.positive("streamLimits.gap", gap);
        Checks.positive("streamLimits.total", total);
    }

    /** These limits where one attempt may take no longer than that to its first token. */
    public StreamLimits within(Optional<Duration> attemptTimeout) {
        return attemptTimeout
                .filter(t -> t.compareTo(firstToken) < 0)
                .map(t -> new StreamLimits(t, gap, total))
                .orElse(this);
    }

    /** The time of one limit. */
    public Duration of(StreamTimeoutException.Limit limit) {
        return switch (limit) {
            case FIRST_TOKEN -> firstToken;
            case GAP -> gap;
            case TOTAL -> total;
        };
    }
}
