package io.llmops.core.gateway;

import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.model.Money;
import io.llmops.core.budget.CallBounds;
import io.llmops.core.endpoint.Endpoint;
import io.llmops.core.endpoint.Route;
import io.llmops.core.price.PriceBook;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The most that one attempt of a call can use: at the dearest of the endpoints that it may reach. */
final class ModelBounds implements CallBounds {

    private final PriceBook prices;
    private final CallSettings settings;
    private final @Nullable String asked;
    private final ToLongFunction<String> input;
    private final long output;

    /**
     * Bounds of one call.
     *
     * @param asked the model that the request names itself, which then holds for every endpoint; or null
     * @param input the most input tokens by model
     * @param output the most output tokens
     */
    ModelBounds(
            PriceBook prices,
            CallSettings settings,
            @Nullable String asked,
            ToLongFunction<String> input,
            long output) {
        this.prices = prices;
        this.settings = settings;
        this.asked = asked;
        this.input = input;
        this.output = output;
    }

    @Override
    public long tokens() {
        long most = settings.reached().stream()
                .mapToLong(endpoint -> input.applyAsLong(endpoint.model()))
                .max()
                .orElse(0);
        return most + output;
    }

    @Override
    public BigDecimal money(String currency, Optional<String> degraded) {
        Route reached = degraded.map(settings.limits().cheaper()::get).orElse(settings.route());
        BigDecimal dearest = BigDecimal.ZERO;
        for (Endpoint endpoint : reached.endpoints()) {
            if (!endpoint.local()) {
                String model = asked == null || degraded.isPresent() ? endpoint.model() : asked;
                dearest = dearest.max(money(model, currency));
            }
        }
        return dearest;
    }

    private BigDecimal money(String model, String currency) {
        long most = input.applyAsLong(model);
        Money bound = prices.upperBound(model, most, output).orElseThrow(() -> unpriced(model, most));
        return prices.convert(bound, currency)
                .orElseThrow(() -> new ConfigurationException("model '" + model + "' is priced in " + bound.currency()
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
