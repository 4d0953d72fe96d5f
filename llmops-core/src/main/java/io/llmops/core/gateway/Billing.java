package io.llmops.core.gateway;

import io.llmops.api.ledger.ErrorClass;
import io.llmops.api.model.Money;
import io.llmops.api.model.Usage;
import io.llmops.api.spi.ProviderHttpException;
import io.llmops.core.endpoint.Endpoint;
import io.llmops.core.price.PriceBook;
import java.net.ConnectException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an attempt used and cost. */
final class Billing {

    static final Money FREE = Money.zero("USD");
    private static final int MAX_DEPTH = 20;

    private Billing() {}

    /**
     * What a failed attempt used: nothing where the provider surely did no work, for it refused the request or was never
     * reached; else unknown, since it may have worked on and billed.
     */
    static Usage ofFailure(ErrorClass kind, Throwable error) {
        if (chain(error).anyMatch(t -> t instanceof ProviderHttpException http && http.inAnswer())) {
            return Usage.unknown();
        }
        return switch (kind) {
            case RATE_LIMIT,
                    OVERLOADED,
                    SERVER,
                    AUTHENTICATION,
                    MODEL_NOT_FOUND,
                    CONTEXT_WINDOW,
                    INVALID_REQUEST,
                    BUDGET,
                    GUARDRAIL -> Usage.none();
            case NETWORK -> neverReached(error) ? Usage.none() : Usage.unknown();
            case TIMEOUT, CONTENT_FILTER, CANCELLED, OTHER -> Usage.unknown();
        };
    }

    private static boolean neverReached(Throwable error) {
        return chain(error)
                .anyMatch(t -> t instanceof ConnectException
                        || t instanceof java.nio.channels.UnresolvedAddressException
                        || t instanceof dev.langchain4j.exception.UnresolvedModelServerException);
    }

    private static Stream<Throwable> chain(Throwable error) {
        return Stream.iterate(error, t -> t != null, t -> t.getCause()).limit(MAX_DEPTH);
    }

    /**
     * By the name that the provider answered with, else by the endpoint's; local models, and no tokens, are free. A price
     * that is listed for the endpoint's provider goes before one of the bare name, which may be another seller's.
     */
    static Optional<Money> cost(Endpoint endpoint, @Nullable String modelAnswered, Usage usage, PriceBook prices) {
        if (endpoint.local() || (usage.isKnown() && usage.total() == 0)) {
            return Optional.of(FREE);
        }
        String asked = endpoint.model();
        if (modelAnswered == null) {
            return prices.cost(asked, usage);
        }
        int slash = asked.indexOf('/');
        String ofProvider = asked.substring(0, slash + 1) + modelAnswered;
        if (slash >= 0 && prices.lists(ofProvider)) {
            return prices.cost(ofProvider, usage);
        }
        if (slash >= 0 && prices.lists(asked)) {
            return prices.cost(asked, usage);
        }
        return prices.cost(modelAnswered, usage).or(() -> prices.cost(asked, usage));
    }
}
