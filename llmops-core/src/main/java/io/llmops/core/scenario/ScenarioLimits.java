package io.llmops.core.scenario;

import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.model.ModelRef;
import io.llmops.api.model.Money;
import io.llmops.core.budget.Budget;
import io.llmops.core.budget.BudgetAction;
import io.llmops.core.budget.BudgetMeter;
import io.llmops.core.budget.Budgets;
import io.llmops.core.gateway.CallLimits;
import io.llmops.core.limit.RateLimit;
import io.llmops.core.price.PriceBook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
     * @param models every model that a call may go to and that costs something, as the price book knows it
     * @param output tokens of output that a call has at least; 0 for models that write none
     * @param streaming whether calls are streams
     * @throws ConfigurationException if two budgets would share one count, a model has no price under a budget of money, or
     *     none in its currency, or a cheaper model cannot be called this way
     */
    CallLimits build(List<String> models, int output, boolean streaming) {
        List<BudgetMeter> meters = runtime.limits().metersOf(scenario, budgets);
        Map<String, CallLimits.Cheaper> cheaper = new HashMap<>();
        List<String> priced = new ArrayList<>(models);
        for (BudgetMeter meter : meters) {
            if (meter.budget().action() instanceof BudgetAction.Degrade degrade && output > 0) {
                CallLimits.Cheaper target = cheaper(degrade.model(), streaming);
                cheaper.put(degrade.model(), target);
                if (!target.local()) {
                    priced.add(target.model());
                }
            }
        }
        for (BudgetMeter meter : meters) {
            meter.budget().currency().ifPresent(currency -> priced.forEach(m -> checkPrice(m, output, currency)));
        }
        return new CallLimits(Budgets.of(meters), runtime.limits().limiters(scenario, rates), cheaper);
    }

    private CallLimits.Cheaper cheaper(String ref, boolean streaming) {
        ModelCatalog.Chat chat = runtime.models().chat(ModelRef.parse(ref));
        if (streaming && chat.streaming().isEmpty()) {
            throw new ConfigurationException(
                    "scenario '" + scenario + "': budget: degradeTo: model '" + ref + "' does not stream: name another");
        }
        return new CallLimits.Cheaper(
                ref, chat.local(), chat.model(), chat.streaming().orElse(null));
    }

    private void checkPrice(String model, int output, String currency) {
        PriceBook prices = runtime.prices();
        Optional<Money> price = prices.upperBound(model, 1, output);
        if (price.isEmpty()) {
            throw new ConfigurationException("scenario '" + scenario + "': budget: model '" + model
                    + "' has no price in the price book of " + prices.date()
                    + ": add one with LlmOps.builder().prices(...), or remove the budget");
        }
        String from = price.get().currency();
        if (!from.equals(currency) && prices.rate(from, currency).isEmpty()) {
            throw new ConfigurationException("scenario '" + scenario + "': budget: model '" + model + "' is priced in "
                    + from + ", but the budget is in " + currency + ", and the price book has no rate: add PriceBook.rate(\""
                    + from + "\", \"" + currency + "\", rate, date), or give the budget in " + from);
        }
    }
}
