package io.llmops.core.budget;

import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.model.Money;
import io.llmops.core.price.PriceBook;

/** Finds out before the first call whether a budget of money can be kept at a model's price. */
public final class PricedModels {

    private PricedModels() {}

    /**
     * Does nothing if it can.
     *
     * @param owner whose budget it is, for the message
     * @param output tokens of output that a call has at least; 0 for models that write none
     * @param currency the budget's
     * @throws ConfigurationException if the model has no price, or none in the budget's currency
     */
    public static void require(PriceBook prices, String owner, String model, int output, String currency) {
        Money price = prices.upperBound(model, 1, output)
                .orElseThrow(() -> new ConfigurationException(owner + ": budget: model '" + model
                        + "' has no price in the price book of " + prices.date()
                        + ": add one with prices(...), or remove the budget"));
        String from = price.currency();
        if (prices.convert(price, currency).isEmpty()) {
            throw new ConfigurationException(owner + ": budget: model '" + model + "' is priced in " + from
                    + ", but the budget is in " + currency + ", and the price book has no rate: add PriceBook.rate(\""
                    + from
                    + "\", \"" + currency + "\", rate, date), or give the budget in " + from);
        }
    }
}
