package io.llmops.core.gateway;

import io.llmops.api.budget.BudgetStore;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.core.budget.Budget;
import io.llmops.core.budget.BudgetAlerts;
import io.llmops.core.budget.BudgetMeter;
import io.llmops.core.limit.RateLimit;
import io.llmops.core.limit.RateLimiter;
import io.llmops.core.limit.Waiting;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What counts budgets and rate limits of all scenarios, and the limits that hold for all of them together. Thread-safe. */
public final class SharedLimits {

    private static final String APPLICATION = "this application";
    private static final Waiting SLEEP = wait -> TimeUnit.NANOSECONDS.sleep(wait.toNanos());

    private final List<Budget> budgets;
    private final List<RateLimit> rates;
    private final BudgetStore store;
    private final BudgetAlerts alerts;
    private final Clock clock;
    private final Map<Limited, RateLimiter> limiters = new ConcurrentHashMap<>();

    private record Limited(String owner, RateLimit limit) {}

    /**
     * Limits.
     *
     * @param budgets budgets of all scenarios together
     * @param rates rate limits of all scenarios together
     * @throws ConfigurationException if two budgets would share one count
     */
    public SharedLimits(
            List<Budget> budgets, List<RateLimit> rates, BudgetStore store, BudgetAlerts alerts, Clock clock) {
        this.budgets = List.copyOf(budgets);
        this.rates = List.copyOf(rates);
        this.store = store;
        this.alerts = alerts;
        this.clock = clock;
        meters(APPLICATION, this.budgets);
    }

    /**
     * Every budget that a call must fit into: those of all, and its own. Budgets of one owner that count the same share one
     * count, however often they are built.
     *
     * @param owner what its own are set on, such as {@code scenario 'support'}
     * @throws ConfigurationException if two of them would share one count
     */
    public List<BudgetMeter> budgets(String owner, List<Budget> own) {
        return Stream.concat(meters(APPLICATION, budgets).stream(), meters(owner, own).stream())
                .toList();
    }

    /** The budgets of all, and those. */
    List<Budget> with(List<Budget> own) {
        return Stream.concat(budgets.stream(), own.stream()).toList();
    }

    private List<BudgetMeter> meters(String owner, List<Budget> budgets) {
        List<BudgetMeter> meters = new ArrayList<>();
        Set<String> counters = new HashSet<>();
        for (Budget budget : budgets) {
            BudgetMeter meter = new BudgetMeter(owner, budget, store, clock, alerts);
            if (!counters.add(meter.counter())) {
                throw new ConfigurationException(owner + ": budget: two budgets would share one count, the second is "
                        + budget + ": tell them apart with Budget.named(...)");
            }
            meters.add(meter);
        }
        return meters;
    }

    /** Every rate limit that a call must fit into; the same limit of the same owner is one. */
    public List<RateLimiter> rates(String owner, List<RateLimit> own) {
        return Stream.concat(
                        rates.stream().map(limit -> new Limited(APPLICATION, limit)),
                        own.stream().map(limit -> new Limited(owner, limit)))
                .map(limited -> limiters.computeIfAbsent(
                        limited, l -> new RateLimiter(l.owner(), l.limit(), System::nanoTime, SLEEP)))
                .toList();
    }
}
