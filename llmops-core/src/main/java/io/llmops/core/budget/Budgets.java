package io.llmops.core.budget;

import io.llmops.api.budget.BudgetClaim;
import io.llmops.api.budget.BudgetDecision;
import io.llmops.api.exception.BudgetExceededException;
import io.llmops.api.model.CallContext;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every budget that a call must fit into, in all of them or in none. Immutable and thread-safe. */
public final class Budgets {

    /** No budget. */
    public static final Budgets NONE = new Budgets(List.of());

    private final List<BudgetMeter> meters;

    private Budgets(List<BudgetMeter> meters) {
        this.meters = List.copyOf(meters);
    }

    /**
     * These budgets.
     *
     * @throws IllegalArgumentException if they are counted in different stores
     */
    public static Budgets of(List<BudgetMeter> meters) {
        if (meters.stream().map(BudgetMeter::store).distinct().count() > 1) {
            throw new IllegalArgumentException("budgets of one call must be counted in one store");
        }
        return meters.isEmpty() ? NONE : new Budgets(meters);
    }

    /** The budgets. */
    public List<BudgetMeter> meters() {
        return meters;
    }

    /** Whether one counts tokens, or money that a model which is not local costs, so that a call's tokens need a bound. */
    public boolean needTokenBound(boolean local) {
        return meters.stream()
                .map(meter -> meter.budget().measure())
                .anyMatch(m -> m == Measure.TOKENS || (m == Measure.MONEY && !local));
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return meters.isEmpty();
    }

    /**
     * Reserves for the first attempt of a call, and does what budgets without room say.
     *
     * @param mayDegrade whether the call may go to another model
     * @throws BudgetExceededException if a budget has no room and refuses; nothing is reserved then
     * @throws io.llmops.api.exception.ConfigurationException if money is limited and a model has no price
     */
    public BudgetGrant reserve(String scenario, CallContext context, CallBounds bounds, boolean mayDegrade) {
        return reserve(new Plan(scenario, context, bounds, mayDegrade, new HashSet<>(), Optional.empty()));
    }

    /** Reserves the same once more, for another attempt of the same call. */
    BudgetGrant again(Plan plan) {
        return reserve(
                new Plan(plan.scenario, plan.context, plan.bounds, false, new HashSet<>(plan.waived), plan.degraded));
    }

    /**
     * What an attempt reserves.
     *
     * @param waived the budgets, by index, that let it go on without room
     * @param degraded the cheaper model that it goes to
     */
    record Plan(
            String scenario,
            CallContext context,
            CallBounds bounds,
            boolean mayDegrade,
            Set<Integer> waived,
            Optional<String> degraded) {

        BudgetClaim claim(BudgetMeter meter, int index) {
            BigDecimal limit = mayDegrade && degraded.isEmpty()
                    ? meter.limitBeforeDegrading()
                    : meter.budget().limit();
            BigDecimal amount = bounds.of(meter.budget(), degraded);
            return meter.claim(scenario, context, amount, waived.contains(index) ? null : limit);
        }
    }

    private BudgetGrant reserve(Plan first) {
        Plan plan = first;
        while (true) {
            List<BudgetClaim> claims = new ArrayList<>(meters.size());
            for (int i = 0; i < meters.size(); i++) {
                claims.add(plan.claim(meters.get(i), i));
            }
            BudgetDecision decision = meters.get(0).store().reserve(claims);
            if (decision instanceof BudgetDecision.Reserved reserved) {
                return new BudgetGrant(this, plan, claims, reserved.hold());
            }
            plan = withoutRoom(plan, claims, (BudgetDecision.NoRoom) decision);
        }
    }

    private Plan withoutRoom(Plan plan, List<BudgetClaim> claims, BudgetDecision.NoRoom full) {
        BudgetMeter meter = meters.get(full.claim());
        BudgetClaim claim = claims.get(full.claim());
        BudgetAction action = meter.budget().action();
        if (action instanceof BudgetAction.Degrade degrade && plan.mayDegrade && plan.degraded.isEmpty()) {
            return new Plan(plan.scenario, plan.context, plan.bounds, true, plan.waived, Optional.of(degrade.model()));
        }
        if (action instanceof BudgetAction.Alert) {
            meter.tell(plan.scenario, plan.context, claim, full.count(), 1);
            plan.waived.add(full.claim());
            return plan;
        }
        if (action instanceof BudgetAction.Ask ask && approved(ask, meter, plan, claim, full)) {
            plan.waived.add(full.claim());
            return plan;
        }
        throw refusal(meter, plan, claim, full);
    }

    private static boolean approved(
            BudgetAction.Ask ask, BudgetMeter meter, Plan plan, BudgetClaim claim, BudgetDecision.NoRoom full) {
        Budget budget = meter.budget();
        return ask.approval()
                .approve(new BudgetRequest(
                        meter.owner(),
                        budget,
                        plan.context,
                        budget.show(claim.amount()),
                        budget.show(full.count().taken())));
    }

    private static BudgetExceededException refusal(
            BudgetMeter meter, Plan plan, BudgetClaim claim, BudgetDecision.NoRoom full) {
        Budget budget = meter.budget();
        String subject = budget.subject().describe(plan.scenario, plan.context);
        return new BudgetExceededException(meter.owner() + (subject == null ? "" : ", " + subject)
                + ": a call that may use up to " + budget.show(claim.amount()) + " was refused, since "
                + budget.show(full.count().taken()) + " of " + budget + " are spent or reserved");
    }
}
