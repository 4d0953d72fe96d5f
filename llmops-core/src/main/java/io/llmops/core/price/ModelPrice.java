package io.llmops.core.price;

import io.llmops.api.model.Money;
import io.llmops.api.model.Usage;
import java.math.BigDecimal;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Prices of one model. Above a number of input tokens another tier may hold, for the whole call and not only for the tokens
 * above it, as providers bill long prompts; above {@code maxInput} no price is known.
 */
final class ModelPrice {

    /** By the number of input tokens that it begins above; -1 for the first. */
    private final NavigableMap<Long, ClassPrices> tiers;

    private final String currency;
    private final long maxInput;

    ModelPrice(Map<Long, ClassPrices> tiers, String currency, long maxInput) {
        this.tiers = new TreeMap<>(tiers);
        this.currency = currency;
        this.maxInput = maxInput;
    }

    /** The exact cost; empty where a class that was used has no price, or the input is longer than the prices hold. */
    Optional<Money> cost(Usage usage) {
        if (usage.input() > maxInput) {
            return Optional.empty();
        }
        return money(tiers.lowerEntry(usage.input()).getValue().cost(usage));
    }

    /**
     * The cost if every token were of the dearest class, in the dearest tier, that it can be of: fewer input tokens than the
     * bound may fall into a dearer tier.
     */
    Optional<Money> upperBound(long inputTokens, long outputTokens) {
        if (inputTokens > maxInput) {
            return Optional.empty();
        }
        BigDecimal dearest = BigDecimal.ZERO;
        for (ClassPrices tier : tiers.headMap(Math.max(0, inputTokens), false).values()) {
            BigDecimal input = part(tier.dearest(true), inputTokens);
            BigDecimal output = part(tier.dearest(false), outputTokens);
            if (input == null || output == null) {
                return Optional.empty();
            }
            dearest = dearest.max(input.add(output));
        }
        return money(dearest);
    }

    private static @Nullable BigDecimal part(@Nullable BigDecimal price, long tokens) {
        if (tokens == 0) {
            return BigDecimal.ZERO;
        }
        return price == null ? null : price.multiply(BigDecimal.valueOf(tokens));
    }

    private Optional<Money> money(@Nullable BigDecimal amount) {
        return Optional.ofNullable(amount).map(a -> new Money(a, currency));
    }
}
