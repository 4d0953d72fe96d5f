package io.llmops.core.budget;

import io.llmops.api.budget.BudgetClaim;
import io.llmops.api.budget.BudgetCount;
import io.llmops.api.budget.BudgetHold;
import io.llmops.api.exception.StoreException;
import io.llmops.api.model.Money;
import io.llmops.api.model.Usage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one attempt of a call has set aside in every budget. It ends once; thread-safe. */
public final class BudgetGrant {

    private static final Logger LOG = LoggerFactory.getLogger(BudgetGrant.class);

    private final Budgets budgets;
    private final Budgets.Plan plan;
    private final List<BudgetClaim> claims;
    private final BudgetHold hold;

    BudgetGrant(Budgets budgets, Budgets.Plan plan, List<BudgetClaim> claims, BudgetHold hold) {
        this.budgets = budgets;
        this.plan = plan;
        this.claims = claims;
        this.hold = hold;
    }

    /** The cheaper model that the call must go to, if a budget says so. */
    public Optional<String> degraded() {
        return plan.degraded();
    }

    /** Whether the call goes on although a budget has no room for it. */
    public boolean overdrawn() {
        return !plan.waived().isEmpty();
    }

    /**
     * Reserves as much once more, for another attempt.
     *
     * @throws io.llmops.api.exception.BudgetExceededException if a budget has no room
     */
    public BudgetGrant again() {
        return budgets.again(plan);
    }

    /**
     * The attempt was made and used this. What was not measured, be it unknown or estimated, counts as all that was set
     * aside: an estimate of a cut stream may leave out what the provider goes on to bill, and the limit is hard.
     *
     * @param convert an amount in another currency, if a rate is known
     */
    public void settle(Usage usage, Optional<Money> cost, BiFunction<Money, String, Optional<Money>> convert) {
        boolean measured = usage.quality() == Usage.Quality.MEASURED;
        List<BigDecimal> used = new ArrayList<>(claims.size());
        for (int i = 0; i < claims.size(); i++) {
            Budget budget = budgets.meters().get(i).budget();
            BigDecimal all = claims.get(i).amount();
            used.add(
                    switch (budget.measure()) {
                        case MONEY ->
                            cost.filter(c -> measured)
                                    .flatMap(c ->
                                            convert.apply(c, budget.currency().orElseThrow()))
                                    .map(Money::amount)
                                    .orElse(all);
                        case TOKENS -> measured ? BigDecimal.valueOf(usage.total()) : all;
                        case CALLS -> BigDecimal.ONE;
                    });
        }
        settle(used);
    }

    /** The attempt was not made, or the provider surely did not bill it. */
    public void release() {
        settle(claims.stream().map(c -> BigDecimal.ZERO).toList());
    }

    /** An answer is not lost since its count could not be written: all that was set aside stays so, which is safe. */
    private void settle(List<BigDecimal> used) {
        List<BudgetCount> counts;
        try {
            counts = hold.settle(used);
        } catch (StoreException e) {
            LOG.warn("budgets: a call was not settled and stays reserved: {}", e.getMessage());
            return;
        }
        for (int i = 0; i < counts.size(); i++) {
            budgets.meters().get(i).watch(plan.scenario(), plan.context(), claims.get(i), counts.get(i));
        }
    }
}
