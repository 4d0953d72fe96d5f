package io.llmops.core.gateway;

import io.llmops.api.ledger.ErrorClass;
import io.llmops.api.spi.ProviderHttpException;
import io.llmops.core.ledger.ErrorClasses;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** What the gateway does about a failed attempt. The table of {@link #of(ErrorClass)} is the whole policy. */
enum Reaction {
    /** Again at the same endpoint while attempts are left, then at the next one. It counts against the endpoint. */
    RETRY,
    /** At the next endpoint at once: this one will not do any better. It counts against the endpoint. */
    NEXT,
    /** At an endpoint with a longer context window, if a chain names one. */
    LONGER_WINDOW,
    /** At an endpoint with another content policy, if a chain names one. */
    OTHER_POLICY,
    /** No endpoint would do any better: the request, or the caller, is the reason. */
    END;

    /** OpenAI's code of a 429 that no waiting helps. */
    private static final String NO_CREDIT = "insufficient_quota";

    private static final int MAX_DEPTH = 20;

    /** The table. */
    static Reaction of(ErrorClass failure) {
        return switch (failure) {
            case RATE_LIMIT, OVERLOADED, TIMEOUT, NETWORK, SERVER -> RETRY;
            case AUTHENTICATION, MODEL_NOT_FOUND, OTHER -> NEXT;
            case CONTEXT_WINDOW -> LONGER_WINDOW;
            case CONTENT_FILTER -> OTHER_POLICY;
            case INVALID_REQUEST, BUDGET, GUARDRAIL, CANCELLED -> END;
        };
    }

    /** The table's word, save for an account without credit, which answers 429 as well. */
    static Reaction of(Throwable failure) {
        Reaction reaction = of(ErrorClasses.of(failure));
        return reaction == RETRY && http(failure).flatMap(ProviderHttpException::providerCode).filter(NO_CREDIT::equals).isPresent()
                ? NEXT
                : reaction;
    }

    /** Whether a breaker should hear of it. A limit that was reached says that the endpoint lives. */
    static boolean isFault(ErrorClass failure) {
        Reaction reaction = of(failure);
        return failure != ErrorClass.RATE_LIMIT && (reaction == RETRY || reaction == NEXT);
    }

    /** Whether other calls should rather go elsewhere for a while. */
    static boolean cools(ErrorClass failure) {
        return switch (failure) {
            case RATE_LIMIT, OVERLOADED, AUTHENTICATION, MODEL_NOT_FOUND -> true;
            default -> false;
        };
    }

    /** Whether nothing was generated, so that nothing is billed: the endpoint said no. */
    static boolean isUnbilled(ErrorClass failure) {
        return switch (failure) {
            case RATE_LIMIT, OVERLOADED, SERVER, AUTHENTICATION, MODEL_NOT_FOUND, CONTEXT_WINDOW, INVALID_REQUEST ->
                true;
            default -> false;
        };
    }

    /** How long the endpoint asks callers to wait, if it does. */
    static Optional<Duration> retryAfter(Throwable failure) {
        return http(failure).flatMap(ProviderHttpException::retryAfter);
    }

    private static Optional<ProviderHttpException> http(Throwable failure) {
        return Stream.iterate(failure, t -> t != null, t -> t.getCause())
                .limit(MAX_DEPTH)
                .filter(ProviderHttpException.class::isInstance)
                .map(ProviderHttpException.class::cast)
                .findFirst();
    }
}
