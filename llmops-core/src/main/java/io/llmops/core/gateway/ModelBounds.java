package io.llmops.core.gateway;

import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.model.Money;
import io.llmops.core.budget.CallBounds;
import io.llmops.core.endpoint.Endpoint;
import io.llmops.core.endpoint.Route;
import io.llmops.core.price.PriceBook;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The most that one attempt of a call can use: at the dearest of the endpoints that it may reach. */
final class ModelBounds implements CallBounds {

    private final PriceBook prices;
    private final CallSettings settings;
    private final @Nullable String asked;
    private final EndpointBound bound;

    /**
     * Bounds of one call.
     *
     * @param asked the model that the request names itself, which then holds for every endpoint; or null
     * @param bound the most tokens at each endpoint
     */
    ModelBounds(PriceBook prices, CallSettings settings, @Nullable String asked, EndpointBound bound) {
        this.prices = prices;
        this.settings = settings;
        this.asked = asked;
        this.bound = bound;
    }

    @Override
    public long tokens() {
        return settings.reached().stream().mapToLong(this::tokens).max().orElse(0);
    }

    /** An image is as large as the larger one of the endpoint's model and the model that the request asks for. */
    private long tokens(Endpoint endpoint) {
        long input = bound.input(endpoint, endpoint.model());
        long most = asked == null ? input : Math.max(input, bound.input(endpoint, asked));
        return most + bound.output(endpoint);
    }

    @Override
    public BigDecimal money(String currency, Optional<String> degraded) {
        Route reached = degraded.map(settings.limits().cheaper()::get).orElse(settings.route());
        BigDecimal dearest = BigDecimal.ZERO;
        for (Endpoint endpoint : reached.endpoints()) {
            if (!endpoint.local()) {
                String model = asked == null || degraded.isPresent() ? endpoint.model() : asked;
                dearest = dearest.max(money(endpoint, model, currency));
            }
        }
        return dearest;
    }

    private BigDecimal money(Endpoint endpoint, String model, String currency) {
        long input = bound.input(endpoint, model);
        Money most = prices.upperBound(model, input, bound.output(endpoint)).orElseThrow(() -> unpriced(model, input));
        return prices.convert(most, currency)
                .orElseThrow(() -> new ConfigurationException("model '" + model + "' is priced in " + most.currency()
                        + ", but the budget is in " + currency + ", and the price book of " + prices.date()
                        + " has no rate: add one with PriceBook.rate(...)"))
                .amount();
    }

    private ConfigurationException unpriced(String model, long input) {
        return new ConfigurationException("model '" + model
                + "' has no price for a call of at most " + input + " input tokens in the price book of "
                + prices.date() + ", so that a money budget cannot be kept: add it with LlmOps.builder().prices(...),"
                + " or remove the budget");
    }
}
