package io.llmops.core.price;

import io.llmops.api.model.Money;
import io.llmops.api.model.TokenClass;
import io.llmops.api.model.Usage;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Prices of one model, for one token of each class, and up to how many input tokens they hold. */
final class ModelPrice {

    private final Map<TokenClass, BigDecimal> perToken;
    private final String currency;
    private final long maxInput;

    ModelPrice(EnumMap<TokenClass, BigDecimal> perToken, String currency, long maxInput) {
        this.perToken = Collections.unmodifiableMap(perToken);
        this.currency = currency;
        this.maxInput = maxInput;
    }

    /** The exact cost; empty where a class that was used has no price, or the input is longer than the prices hold. */
    Optional<Money> cost(Usage usage) {
        if (usage.input() > maxInput) {
            return Optional.empty();
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (TokenClass c : TokenClass.values()) {
            long tokens = usage.tokens(c);
            if (tokens > 0) {
                Optional<BigDecimal> price = price(c);
                if (price.isEmpty()) {
                    return Optional.empty();
                }
                sum = sum.add(price.get().multiply(BigDecimal.valueOf(tokens)));
            }
        }
        return Optional.of(new Money(sum, currency));
    }

    /** The cost if every token were of the dearest class that it can be of. */
    Optional<Money> upperBound(long inputTokens, long outputTokens) {
        if (inputTokens > maxInput) {
            return Optional.empty();
        }
        Optional<BigDecimal> input = part(true, inputTokens);
        Optional<BigDecimal> output = part(false, outputTokens);
        return input.isPresent() && output.isPresent()
                ? Optional.of(new Money(input.get().add(output.get()), currency))
                : Optional.empty();
    }

    private Optional<BigDecimal> part(boolean input, long tokens) {
        if (tokens == 0) {
            return Optional.of(BigDecimal.ZERO);
        }
        BigDecimal dearest = null;
        for (TokenClass c : TokenClass.values()) {
            if (c.isInput() == input) {
                Optional<BigDecimal> price = price(c);
                if (price.isPresent() && (dearest == null || price.get().compareTo(dearest) > 0)) {
                    dearest = price.get();
                }
            }
        }
        return Optional.ofNullable(dearest).map(price -> price.multiply(BigDecimal.valueOf(tokens)));
    }

    private Optional<BigDecimal> price(TokenClass c) {
        BigDecimal own = perToken.get(c);
        return Optional.ofNullable(
                own != null ? own : perToken.get(c.isInput() ? TokenClass.FRESH_INPUT : TokenClass.OUTPUT));
    }
}
