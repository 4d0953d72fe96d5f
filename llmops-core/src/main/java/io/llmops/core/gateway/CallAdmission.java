package io.llmops.core.gateway;

import io.llmops.core.budget.BudgetGrant;
import io.llmops.core.limit.RateLimit;
import io.llmops.core.limit.RateLimiter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Reserves for a call of any kind: first in every budget, then in every rate limit; in all of them or in none. */
final class CallAdmission {

    private CallAdmission() {}

    /**
     * Sets aside what the call can use, and leaves it with the call.
     *
     * @param model the model that is asked for
     * @param input the most input tokens by model
     * @param output the most output tokens
     * @param mayDegrade whether a budget may send the call to a cheaper model
     */
    static void reserve(Call call, String model, ToLongFunction<String> input, long output, boolean mayDegrade) {
        CallSettings settings = call.settings();
        CallLimits limits = settings.limits();
        if (limits.isEmpty()) {
            return;
        }
        Map<String, ModelBounds.Priced> cheaper = limits.cheaper().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, CallAdmission::priced));
        List<ModelBounds.Priced> chain = List.of(new ModelBounds.Priced(model, settings.local()));
        ModelBounds bounds = new ModelBounds(call.gateway().prices(), chain, cheaper, input, output);
        BudgetGrant grant = limits.budgets().isEmpty()
                ? null
                : limits.budgets().reserve(call.scenario(), call.scope().context(), bounds, mayDegrade);
        List<RateLimiter.Permit> permits = new ArrayList<>(limits.rates().size());
        // Left with the call first, so that its end gives everything back where a rate limit refuses.
        call.reserved(new CallReservations(grant, permits, call.gateway().prices()));
        for (RateLimiter limiter : limits.rates()) {
            long wanted = limiter.limit().unit() == RateLimit.Unit.CALLS ? 1 : bounds.tokens();
            permits.add(limiter.acquire(call.scenario(), call.scope().context(), wanted));
        }
    }

    private static ModelBounds.Priced priced(Map.Entry<String, CallLimits.Cheaper> entry) {
        return new ModelBounds.Priced(entry.getValue().model(), entry.getValue().local());
    }
}
