package io.llmops.core.gateway;

import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.model.Money;
import io.llmops.core.budget.CallBounds;
import io.llmops.core.price.PriceBook;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** The most that an attempt can use: the dearest of the models that it may go to decides. */
final class ModelBounds implements CallBounds {

    private final PriceBook prices;
    private final List<Priced> chain;
    private final Map<String, Priced> cheaper;
    private final ToLongFunction<String> input;
    private final long output;

    /**
     * A model and whether it costs anything.
     *
     * @param model the model as the price book knows it
     * @param local whether it runs on the user's machine, so that a call costs nothing
     */
    record Priced(String model, boolean local) {}

    /**
     * Bounds of one call.
     *
     * @param chain every model that the call may go to, fallbacks included
     * @param cheaper models that a budget may send it to instead, by reference
     * @param input the most input tokens by model
     * @param output the most output tokens
     */
    ModelBounds(
            PriceBook prices,
            List<Priced> chain,
            Map<String, Priced> cheaper,
            ToLongFunction<String> input,
            long output) {
        this.prices = prices;
        this.chain = chain;
        this.cheaper = cheaper;
        this.input = input;
        this.output = output;
    }

    @Override
    public long tokens() {
        long most = Stream.concat(chain.stream(), cheaper.values().stream())
                .mapToLong(priced -> input.applyAsLong(priced.model()))
                .max()
                .orElse(0);
        return most + output;
    }

    @Override
    public BigDecimal money(String currency, Optional<String> degraded) {
        List<Priced> models =
                degraded.map(cheaper::get).map(List::of).orElse(chain);
        BigDecimal dearest = BigDecimal.ZERO;
        for (Priced priced : models) {
            if (!priced.local()) {
                Money bound = prices.upperBound(priced.model(), input.applyAsLong(priced.model()), output)
                        .orElseThrow(() -> unpriced(priced.model()));
                Money converted = prices.convert(bound, currency)
                        .orElseThrow(() -> noRate(prices, priced.model(), bound.currency(), currency));
                dearest = dearest.max(converted.amount());
            }
        }
        return dearest;
    }

    private ConfigurationException unpriced(String model) {
        return new ConfigurationException("model '" + model + "' has no price for a call of this size in the price book of "
                + prices.date() + ", so that a money budget cannot be kept: add it with LlmOps.builder().prices(...),"
                + " or remove the budget");
    }

    /** The failure to compare a price with a budget of another currency. */
    static ConfigurationException noRate(PriceBook prices, String model, String from, String to) {
        return new ConfigurationException("model '" + model + "' is priced in " + from + ", but the budget is in " + to
                + ", and the price book of " + prices.date() + " has no rate from " + from + " to " + to
                + ": add one with PriceBook.rate(\"" + from + "\", \"" + to + "\", ...), or give the budget in " + from);
    }
}
