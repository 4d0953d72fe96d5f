package io.llmops.core.budget;

import java.math.BigDecimal;
import java.util.Optional;

/** The most that one attempt of a call can use. */
public interface CallBounds {

    /** Tokens, input and output together. */
    long tokens();

    /**
     * Money, at the dearest of the models that the attempt may go to.
     *
     * @param degraded the cheaper model that it goes to instead, if it does
     * @throws io.llmops.api.exception.ConfigurationException if a model has no price in that currency
     */
    BigDecimal money(String currency, Optional<String> degraded);

    /** The most that it can use of what a budget counts. */
    default BigDecimal of(Budget budget, Optional<String> degraded) {
        return switch (budget.measure()) {
            case MONEY -> money(budget.currency().orElseThrow(), degraded);
            case TOKENS -> BigDecimal.valueOf(tokens());
            case CALLS -> BigDecimal.ONE;
        };
    }
}
