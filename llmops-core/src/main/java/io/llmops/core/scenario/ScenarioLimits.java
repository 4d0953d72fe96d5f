package io.llmops.core.scenario;

import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.model.ModelRef;
import io.llmops.core.budget.Budget;
import io.llmops.core.budget.BudgetAction;
import io.llmops.core.budget.BudgetMeter;
import io.llmops.core.budget.Budgets;
import io.llmops.core.budget.PricedModels;
import io.llmops.core.endpoint.Endpoint;
import io.llmops.core.endpoint.Route;
import io.llmops.core.endpoint.RoutePolicy;
import io.llmops.core.gateway.CallLimits;
import io.llmops.core.limit.RateLimit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Budgets and rate limits of one scenario, made into what its calls must fit into. Not thread-safe. */
final class ScenarioLimits {

    private final ScenarioRuntime runtime;
    private final String scenario;
    private final List<Budget> budgets = new ArrayList<>();
    private final List<RateLimit> rates = new ArrayList<>();

    ScenarioLimits(ScenarioRuntime runtime, String scenario) {
        this.runtime = runtime;
        this.scenario = scenario;
    }

    void add(Budget budget) {
        budgets.add(budget);
    }

    void add(RateLimit limit) {
        rates.add(limit);
    }

    /**
     * What calls must fit into.
     *
     * @param endpoints every endpoint that a call may reach
     * @param output tokens of output that a call has at least; 0 for models that write none
     * @param need the model that an endpoint must have, of that {@code kind}
     * @throws ConfigurationException if two budgets would share one count, a model has no price under a budget of money, or
     *     none in its currency, or a cheaper model cannot be called this way
     */
    CallLimits build(List<Endpoint> endpoints, int output, Function<Endpoint, Optional<?>> need, String kind) {
        List<BudgetMeter> meters = runtime.limits().metersOf(scenario, budgets);
        List<Endpoint> reached = new ArrayList<>(endpoints);
        Map<String, Route> cheaper = new HashMap<>();
        for (BudgetMeter meter : meters) {
            if (meter.budget().action() instanceof BudgetAction.Degrade degrade && output > 0) {
                Endpoint target = runtime.endpoint(ModelRef.parse(degrade.model()));
                if (need.apply(target).isEmpty()) {
                    throw new ConfigurationException(
                            where() + "degradeTo: '" + degrade.model() + "' has no " + kind + " model: name another");
                }
                reached.add(target);
                cheaper.put(
                        degrade.model(),
                        runtime.gateway()
                                .route(List.of(target), RoutePolicy.builder().build()));
            }
        }
        for (BudgetMeter meter : meters) {
            meter.budget().currency().ifPresent(currency -> reached.stream()
                    .filter(endpoint -> !endpoint.local())
                    .forEach(endpoint -> PricedModels.require(
                            runtime.prices(), "scenario '" + scenario + "'", endpoint.model(), output, currency)));
        }
        return new CallLimits(Budgets.of(meters), runtime.limits().limiters(scenario, rates), cheaper);
    }

    private String where() {
        return "scenario '" + scenario + "': budget: ";
    }
}
