package io.llmops.core.budget;

import static java.util.Objects.requireNonNull;

import io.llmops.api.budget.BudgetClaim;
import io.llmops.api.budget.BudgetCount;
import io.llmops.api.budget.BudgetStore;
import io.llmops.api.model.CallContext;
import java.math.BigDecimal;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** A budget where it is set: on a scenario or on the application. Holds no count itself; the store does. Thread-safe. */
public final class BudgetMeter {

    private final String owner;
    private final Budget budget;
    private final BudgetStore store;
    private final Windows windows;
    private final BudgetAlerts alerts;
    private final String counter;

    /**
     * A meter.
     *
     * @param owner what the budget is set on, for messages and to name its count: {@code scenario 'support'}
     */
    public BudgetMeter(String owner, Budget budget, BudgetStore store, Clock clock, BudgetAlerts alerts) {
        this.owner = requireNonNull(owner, "owner");
        this.budget = requireNonNull(budget, "budget");
        this.store = requireNonNull(store, "store");
        this.windows = new Windows(budget, clock);
        this.alerts = requireNonNull(alerts, "alerts");
        this.counter = owner + '|' + budget.countName();
    }

    /** The budget. */
    public Budget budget() {
        return budget;
    }

    /** How the count that a call belongs to stands now. */
    public BudgetCount count(String scenario, CallContext context) {
        return store.count(counter(scenario, context), windows.now());
    }

    /** Names the count among all; budgets of one owner must differ in it. */
    public String counter() {
        return counter;
    }

    String owner() {
        return owner;
    }

    BudgetStore store() {
        return store;
    }

    BudgetClaim claim(String scenario, CallContext context, BigDecimal amount, @Nullable BigDecimal limit) {
        return new BudgetClaim(counter(scenario, context), windows.now(), amount, limit);
    }

    private String counter(String scenario, CallContext context) {
        return budget.subject() == Subject.ALL
                ? counter
                : counter + '|' + budget.subject().key(scenario, context);
    }

    /** The share of the limit up to which calls go to the scenario's own models. */
    BigDecimal limitBeforeDegrading() {
        return budget.action() instanceof BudgetAction.Degrade degrade && degrade.from() < 1
                ? budget.limit().multiply(BigDecimal.valueOf(degrade.from()))
                : budget.limit();
    }

    /** Tells of the largest share that is spent. */
    void watch(String scenario, CallContext context, BudgetClaim claim, BudgetCount count) {
        double reached = 0;
        for (double share : budget.alertAt()) {
            if (count.spent().compareTo(budget.limit().multiply(BigDecimal.valueOf(share))) >= 0) {
                reached = share;
            }
        }
        if (reached > 0) {
            tell(scenario, context, claim, count, reached);
        }
    }

    void tell(String scenario, CallContext context, BudgetClaim claim, BudgetCount count, double share) {
        String subject = budget.subject().describe(scenario, context);
        alerts.tell(claim, new BudgetAlert(owner, subject, budget, share, budget.show(count.spent())));
    }
}
