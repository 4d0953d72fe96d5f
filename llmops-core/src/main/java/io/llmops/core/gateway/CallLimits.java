package io.llmops.core.gateway;

import io.llmops.core.budget.Budgets;
import io.llmops.core.endpoint.Route;
import io.llmops.core.limit.RateLimit;
import io.llmops.core.limit.RateLimiter;
import java.util.List;
import java.util.Map;

/**
 * What calls of one wrapped model must fit into.
 *
 * @param budgets every budget that a call must fit into
 * @param rates every rate limit that a call must fit into
 * @param cheaper the endpoints that budgets may send a call to, by the reference that they name
 */
public record CallLimits(Budgets budgets, List<RateLimiter> rates, Map<String, Route> cheaper) {

    /** No limit. */
    public static final CallLimits NONE = new CallLimits(Budgets.NONE, List.of(), Map.of());

    /** Copies the list and the map. */
    public CallLimits {
        rates = List.copyOf(rates);
        cheaper = Map.copyOf(cheaper);
    }

    /** Whether tokens are limited, or cost limited money, so that a call's output needs a bound. */
    boolean needsTokenBound(boolean local) {
        return rates.stream().anyMatch(r -> r.limit().unit() == RateLimit.Unit.TOKENS) || budgets.needTokenBound(local);
    }

    boolean isEmpty() {
        return budgets.isEmpty() && rates.isEmpty();
    }
}
