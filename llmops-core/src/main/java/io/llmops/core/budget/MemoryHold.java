package io.llmops.core.budget;

import io.llmops.api.budget.BudgetClaim;
import io.llmops.api.budget.BudgetCount;
import io.llmops.api.budget.BudgetHold;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** What one call has set aside in memory. */
final class MemoryHold implements BudgetHold {

    private final List<Counter> counters;
    private final List<BudgetClaim> claims;
    private final AtomicBoolean ended = new AtomicBoolean();

    MemoryHold(List<Counter> counters, List<BudgetClaim> claims) {
        this.counters = counters;
        this.claims = claims;
    }

    @Override
    public List<BudgetCount> settle(List<BigDecimal> used) {
        if (used.size() != claims.size()) {
            throw new IllegalArgumentException(used.size() + " amounts were given for " + claims.size() + " claims");
        }
        if (!ended.compareAndSet(false, true)) {
            return List.of();
        }
        List<BudgetCount> counts = new ArrayList<>(used.size());
        for (int i = 0; i < used.size(); i++) {
            counts.add(counters.get(i).settle(claims.get(i).amount(), used.get(i)));
        }
        return counts;
    }
}
