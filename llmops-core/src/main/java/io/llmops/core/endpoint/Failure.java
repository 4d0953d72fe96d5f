package io.llmops.core.endpoint;

import io.llmops.api.ledger.ErrorClass;
import io.llmops.api.spi.ProviderHttpException;
import io.llmops.core.ledger.ErrorClasses;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A failed attempt, read once.
 *
 * @param error what was thrown
 * @param kind its kind
 * @param verdict what follows
 * @param retryAfter what the endpoint asks callers to wait, a year at most; zero for nothing
 */
record Failure(Throwable error, ErrorClass kind, Verdict verdict, Duration retryAfter) {

    private static final String QUOTA_GONE = "insufficient_quota";
    private static final int MAX_DEPTH = 20;
    /** No call waits longer, and sums with it do not overflow, whatever an endpoint asks for: 365 days. */
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofDays(365);

    static Failure of(Throwable error) {
        ErrorClass kind = ErrorClasses.of(error);
        Optional<ProviderHttpException> http = http(error);
        boolean quotaGone = http.flatMap(ProviderHttpException::providerCode)
                .filter(QUOTA_GONE::equals)
                .isPresent();
        Duration retryAfter = http.flatMap(ProviderHttpException::retryAfter)
                .map(asked -> asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked)
                .orElse(Duration.ZERO);
        return new Failure(error, kind, Verdict.on(kind, quotaGone), retryAfter);
    }

    private static Optional<ProviderHttpException> http(Throwable error) {
        return Stream.iterate(error, t -> t != null, t -> t.getCause())
                .limit(MAX_DEPTH)
                .filter(ProviderHttpException.class::isInstance)
                .map(ProviderHttpException.class::cast)
                .findFirst();
    }
}
