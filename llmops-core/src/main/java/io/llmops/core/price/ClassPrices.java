package io.llmops.core.price;

import io.llmops.api.model.TokenClass;
import io.llmops.api.model.Usage;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prices of one token of each class. A class without its own costs as fresh input, or as visible output. */
final class ClassPrices {

    private final Map<TokenClass, BigDecimal> perToken;

    ClassPrices(EnumMap<TokenClass, BigDecimal> perToken) {
        this.perToken = Collections.unmodifiableMap(new EnumMap<>(perToken));
    }

    /** The exact sum; null where a class that was used has no price. */
    @Nullable BigDecimal cost(Usage usage) {
        BigDecimal sum = BigDecimal.ZERO;
        for (TokenClass c : TokenClass.values()) {
            long tokens = usage.tokens(c);
            if (tokens > 0) {
                BigDecimal price = price(c);
                if (price == null) {
                    return null;
                }
                sum = sum.add(price.multiply(BigDecimal.valueOf(tokens)));
            }
        }
        return sum;
    }

    /** The dearest price of a token of one direction; null where there is none. */
    @Nullable BigDecimal dearest(boolean input) {
        BigDecimal dearest = null;
        for (TokenClass c : TokenClass.values()) {
            BigDecimal price = c.isInput() == input ? price(c) : null;
            if (price != null && (dearest == null || price.compareTo(dearest) > 0)) {
                dearest = price;
            }
        }
        return dearest;
    }

    private @Nullable BigDecimal price(TokenClass c) {
        BigDecimal own = perToken.get(c);
        return own != null ? own : perToken.get(c.isInput() ? TokenClass.FRESH_INPUT : TokenClass.OUTPUT);
    }
}
