package io.llmops.core.gateway;

import io.llmops.core.limit.RateLimit;
import io.llmops.core.limit.RateLimiter;
import org.jspecify.annotations.Nullable;

/** Reserves for a call of any kind: first in every budget, then in every rate limit; in all of them or in none. */
final class CallAdmission {

    private CallAdmission() {}

    /**
     * Sets aside what one attempt can use, and leaves it with the call.
     *
     * @param asked the model that the request names itself, or null
     * @param bound the most tokens at each endpoint
     * @param mayDegrade whether a budget may send the call to a cheaper model
     */
    static void reserve(Call call, @Nullable String asked, EndpointBound bound, boolean mayDegrade) {
        CallLimits limits = call.settings().limits();
        if (limits.isEmpty()) {
            return;
        }
        ModelBounds bounds = new ModelBounds(call.gateway().prices(), call.settings(), asked, bound);
        if (!limits.budgets().isEmpty()) {
            call.log()
                    .granted(limits.budgets()
                            .reserve(call.scenario(), call.scope().context(), bounds, mayDegrade));
        }
        for (RateLimiter limiter : limits.rates()) {
            long wanted = limiter.limit().unit() == RateLimit.Unit.CALLS ? 1 : bounds.tokens();
            call.log().permitted(limiter.acquire(call.scenario(), call.scope().context(), wanted));
        }
    }
}
