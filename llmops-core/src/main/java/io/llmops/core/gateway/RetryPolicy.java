package io.llmops.core.gateway;

import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** What a {@link RetryBuilder} was told. */
record RetryPolicy(int maxAttempts, Duration backoff, double multiplier, Duration maxBackoff, double jitter) {

    static final RetryPolicy DEFAULT = new RetryBuilder().build();

    /** One attempt, none after it: for a ready-made model, which may retry by itself. */
    static final RetryPolicy ONCE = new RetryBuilder().maxAttempts(1).build();

    /** The wait before the next attempt, in milliseconds, after that many failures, the last of which asked for {@code retryAfter}. */
    long waitMillis(int failures, Optional<Duration> retryAfter, double chance) {
        double grown = Math.min(
                backoff.toMillis() * Math.pow(multiplier, (double) failures - 1), (double) maxBackoff.toMillis());
        double base = retryAfter.map(d -> (double) roundedUp(d)).orElse(grown);
        return (long) (base + chance * jitter * grown);
    }

    Retry retry(String endpoint, DoubleSupplier chance) {
        return Retry.of(
                endpoint,
                RetryConfig.custom()
                        .maxAttempts(maxAttempts)
                        .retryOnException(e -> Reaction.of(e) == Reaction.RETRY)
                        .intervalBiFunction((failures, outcome) -> waitMillis(
                                failures, Reaction.retryAfter(outcome.getLeft()), chance.getAsDouble()))
                        .build());
    }

    private static long roundedUp(Duration duration) {
        return duration.plusNanos(999_999).toMillis();
    }
}
