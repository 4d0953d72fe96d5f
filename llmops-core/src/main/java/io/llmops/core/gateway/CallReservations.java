package io.llmops.core.gateway;

import io.llmops.api.model.Money;
import io.llmops.api.model.Usage;
import io.llmops.core.budget.Billing;
import io.llmops.core.budget.BudgetGrant;
import io.llmops.core.limit.RateLimiter;
import io.llmops.core.price.PriceBook;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one call has set aside: for each attempt that goes on, its upper bound in every budget, and its permits of every rate
 * limit. Thread-safe, since hedged attempts run beside each other.
 */
final class CallReservations {

    static final CallReservations NONE = new CallReservations(null, List.of(), null);

    /** The first, by which further ones are made; null without a budget. */
    private final @Nullable BudgetGrant first;

    private final List<RateLimiter.Permit> permits;
    private final @Nullable PriceBook prices;
    private final Deque<BudgetGrant> running = new ArrayDeque<>(1);
    private boolean begun;

    CallReservations(@Nullable BudgetGrant first, List<RateLimiter.Permit> permits, @Nullable PriceBook prices) {
        this.first = first;
        this.permits = permits;
        this.prices = prices;
    }

    /** The cheaper model that the call must go to, if a budget says so. */
    Optional<String> degraded() {
        return first == null ? Optional.empty() : first.degraded();
    }

    /** Whether the call goes on although a budget has no room for it. */
    boolean overdrawn() {
        return first != null && first.overdrawn();
    }

    /**
     * An attempt begins: the first uses what was reserved when the call was let in, each further one reserves again.
     *
     * @throws io.llmops.api.exception.BudgetExceededException if a budget has no room for another attempt
     */
    synchronized void begin() {
        if (first != null) {
            running.add(begun ? first.again() : first);
        }
        begun = true;
    }

    /** An attempt failed: all that it could have cost is booked where the provider may have billed it, else nothing. */
    synchronized void failed(Throwable error) {
        BudgetGrant grant = running.poll();
        if (grant != null) {
            if (Billing.mayHaveBilled(error)) {
                grant.settleWhole();
            } else {
                grant.release();
            }
        }
    }

    /** An attempt answered, or ended in a way that tells what it used. */
    synchronized void answered(Usage usage, Optional<Money> cost) {
        BudgetGrant grant = running.poll();
        if (grant != null && prices != null) {
            grant.settle(usage, cost, prices::convert);
        }
    }

    /** The call is over: attempts that were left behind may have cost all that they could, one that was not made nothing. */
    synchronized void close(Usage usage) {
        if (!begun && first != null) {
            first.release();
        }
        running.forEach(BudgetGrant::settleWhole);
        running.clear();
        if (!begun) {
            permits.forEach(permit -> permit.used(0));
        } else if (usage.isKnown()) {
            permits.forEach(permit -> permit.used(usage.total()));
        }
    }
}
