package io.llmops.core.gateway;

import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.model.Money;
import io.llmops.core.budget.Budget;
import io.llmops.core.budget.BudgetAction;
import io.llmops.core.budget.BudgetMeter;
import io.llmops.core.budget.Budgets;
import io.llmops.core.endpoint.Endpoint;
import io.llmops.core.endpoint.Route;
import io.llmops.core.endpoint.RoutePolicy;
import io.llmops.core.limit.RateLimit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Budgets and rate limits of one scenario or gateway, made into what its calls must fit into. Not thread-safe. */
public final class OwnLimits {

    private final String owner;
    private final List<Budget> budgets = new ArrayList<>();
    private final List<RateLimit> rates = new ArrayList<>();

    /**
     * No limit yet.
     *
     * @param owner what they are set on, such as {@code scenario 'support'}
     */
    public OwnLimits(String owner) {
        this.owner = owner;
    }

    /** Adds a budget. */
    public void add(Budget budget) {
        budgets.add(budget);
    }

    /** Adds a rate limit. */
    public void add(RateLimit limit) {
        rates.add(limit);
    }

    /** The models that its budgets may send a call to. */
    public List<String> cheaper() {
        return cheaper(budgets);
    }

    static List<String> cheaper(List<Budget> budgets) {
        return budgets.stream()
                .map(Budget::action)
                .filter(BudgetAction.Degrade.class::isInstance)
                .map(action -> ((BudgetAction.Degrade) action).model())
                .distinct()
                .toList();
    }

    /**
     * What calls of a chat must fit into.
     *
     * @param endpoints every endpoint that a call may reach
     * @param cheaper the endpoint of each model that a budget may send a call to
     * @throws ConfigurationException if two budgets would share one count, or a model has no price in the currency of a
     *     budget of money
     */
    public CallLimits ofChats(
            Gateway gateway, SharedLimits shared, List<Endpoint> endpoints, Function<String, Endpoint> cheaper) {
        Map<String, Route> routes = new HashMap<>();
        List<Endpoint> reached = new ArrayList<>(endpoints);
        for (String model : cheaper(shared.with(budgets))) {
            Endpoint target = cheaper.apply(model);
            reached.add(target);
            routes.put(
                    model, gateway.route(List.of(target), RoutePolicy.builder().build()));
        }
        return limits(gateway, shared, reached, 1, routes);
    }

    /**
     * What calls of an embedding model must fit into, which no budget sends elsewhere.
     *
     * @throws ConfigurationException if two budgets would share one count, or a model has no price in the currency of a
     *     budget of money
     */
    public CallLimits ofEmbeddings(Gateway gateway, SharedLimits shared, List<Endpoint> endpoints) {
        return limits(gateway, shared, endpoints, 0, Map.of());
    }

    private CallLimits limits(
            Gateway gateway, SharedLimits shared, List<Endpoint> reached, int output, Map<String, Route> cheaper) {
        List<BudgetMeter> meters = shared.budgets(owner, budgets);
        for (BudgetMeter meter : meters) {
            meter.budget().currency().ifPresent(currency -> reached.stream()
                    .filter(endpoint -> !endpoint.local())
                    .forEach(endpoint -> checkPrice(gateway, endpoint, output, currency)));
        }
        return new CallLimits(Budgets.of(meters), shared.rates(owner, rates), cheaper);
    }

    private void checkPrice(Gateway gateway, Endpoint endpoint, int output, String currency) {
        String model = endpoint.model();
        String at = model.equals(endpoint.name()) ? "" : "of endpoint '" + endpoint.name() + "' ";
        String where = owner + ": budget: model '" + model + "' " + at;
        Money price = gateway.prices()
                .upperBound(model, 1, output)
                .orElseThrow(() -> new ConfigurationException(where + "has no price in the price book of "
                        + gateway.prices().date() + ": add one with prices(...), or remove the budget"));
        String from = price.currency();
        if (gateway.prices().convert(price, currency).isEmpty()) {
            throw new ConfigurationException(where + "is priced in " + from + ", but the budget is in " + currency
                    + ", and the price book has no rate: add PriceBook.rate(\"" + from + "\", \"" + currency
                    + "\", rate, date), or give the budget in " + from);
        }
    }
}
