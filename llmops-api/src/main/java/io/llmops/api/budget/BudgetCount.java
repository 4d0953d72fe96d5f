package io.llmops.api.budget;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/**
 * How a counter stands in one window.
 *
 * @param spent settled
 * @param reserved set aside by calls that are still going on
 */
public record BudgetCount(BigDecimal spent, BigDecimal reserved) {

    /** Nothing yet. */
    public static final BudgetCount NONE = new BudgetCount(BigDecimal.ZERO, BigDecimal.ZERO);

    /** Checks that both are there. */
    public BudgetCount {
        requireNonNull(spent, "spent");
        requireNonNull(reserved, "reserved");
    }

    /** Spent and reserved together: what a new call finds taken. */
    public BigDecimal taken() {
        return spent.add(reserved);
    }
}
