package io.llmops.core.gateway;

import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.model.Money;
import io.llmops.core.endpoint.Endpoint;
import io.llmops.core.endpoint.Route;
import io.llmops.core.price.PriceBook;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The most that one attempt of a call can cost: at the dearest price among the endpoints that it may reach. */
final class UpperBound {

    private UpperBound() {}

    /**
     * The bound.
     *
     * @param asked the model that the request names itself, or null; it holds for the first endpoint
     * @param inputTokens tokens of the prompt, at most
     * @param outputTokens tokens of the answer, at most
     * @throws ConfigurationException if a model has no price, or prices are in two currencies
     */
    static Money of(Route route, @Nullable String asked, PriceBook prices, long inputTokens, int outputTokens) {
        Money most = null;
        for (Endpoint endpoint : route.endpoints()) {
            if (endpoint.local()) {
                continue;
            }
            String model = asked == null ? endpoint.model() : asked;
            Optional<Money> bound = prices.upperBound(model, inputTokens, outputTokens);
            if (bound.isEmpty()) {
                throw noPrice(model);
            }
            Money own = bound.get();
            if (most != null && !most.currency().equals(own.currency())) {
                throw new ConfigurationException("a budget cannot be kept over prices in " + most.currency() + " and "
                        + own.currency() + ": give all endpoints prices in one currency");
            }
            most = most == null || own.compareTo(most) > 0 ? own : most;
        }
        return most == null ? Money.zero("USD") : most;
    }

    private static ConfigurationException noPrice(String model) {
        return new ConfigurationException(
                "model '" + model
                        + "' has no price, so that a money budget cannot be kept: add it to a price book, or remove the budget");
    }
}
