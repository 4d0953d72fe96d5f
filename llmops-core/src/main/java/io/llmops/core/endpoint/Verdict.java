package io.llmops.core.endpoint;

import io.llmops.api.ledger.ErrorClass;

/** What follows from a kind of failure. */
enum Verdict {
    /** Worth another try at the same endpoint, then at others. */
    RETRY(true, true),
    /** This endpoint cannot do it, another one may. */
    FALL_BACK(false, true),
    /** A model with a larger window may do it. */
    LARGER_WINDOW(false, false),
    /** A model whose provider filters otherwise may do it, if the application says which. */
    OTHER_POLICY(false, false),
    /** No endpoint can do it. */
    FAIL(false, false);

    private final boolean unhealthy;
    private final boolean cools;

    Verdict(boolean unhealthy, boolean cools) {
        this.unhealthy = unhealthy;
        this.cools = cools;
    }

    /** Whether the endpoint's breaker may count it; a rate limit is none of its business. */
    boolean unhealthy(ErrorClass kind) {
        return unhealthy && kind != ErrorClass.RATE_LIMIT;
    }

    /** Whether other calls should leave the endpoint alone for a while. */
    boolean cools() {
        return cools;
    }

    /**
     * The verdict on a kind of failure.
     *
     * @param quotaGone whether the provider says that the account has nothing left, which no wait mends
     */
    static Verdict on(ErrorClass kind, boolean quotaGone) {
        return switch (kind) {
            case RATE_LIMIT -> quotaGone ? FALL_BACK : RETRY;
            case OVERLOADED, TIMEOUT, NETWORK, SERVER -> RETRY;
            case AUTHENTICATION, MODEL_NOT_FOUND, OTHER -> FALL_BACK;
            case CONTEXT_WINDOW -> LARGER_WINDOW;
            case CONTENT_FILTER -> OTHER_POLICY;
            case INVALID_REQUEST, BUDGET, GUARDRAIL, CANCELLED -> FAIL;
        };
    }
}
