package io.llmops.api.budget;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What one call needs of one counter.
 *
 * @param counter names what is counted, the same in every process that shares it
 * @param window in which it is counted
 * @param amount the most that the call can use: money of the counter's one currency, tokens or calls
 * @param limit what is spent and reserved must not exceed it; null to count without a limit
 */
public record BudgetClaim(
        String counter,
        BudgetWindow window,
        BigDecimal amount,
        @Nullable BigDecimal limit) {

    /**
     * Checks the amount.
     *
     * @throws IllegalArgumentException if {@code amount} is negative
     */
    public BudgetClaim {
        requireNonNull(counter, "counter");
        requireNonNull(window, "window");
        if (requireNonNull(amount, "amount").signum() < 0) {
            throw new IllegalArgumentException("an amount must not be negative, but is " + amount);
        }
    }
}
