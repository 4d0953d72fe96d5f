package io.llmops.api.ledger;

/** How a logical call ended. */
public enum Outcome {
    /** The model answered. */
    OK,
    /** The answer came from a cache; no model was called. */
    CACHED,
    /** No passage was good enough, so no model was called: an honest "not in the knowledge base". */
    NOT_IN_KNOWLEDGE,
    /** Refused before the call, since a budget could have been overshot. */
    REFUSED_BUDGET,
    /** Refused before the call, since a rate limit of the scenario, tenant, user or run was reached. */
    REFUSED_RATE,
    /** Refused by a guardrail. */
    REFUSED_GUARD,
    /** The caller cancelled. */
    CANCELLED,
    /** The call failed. */
    ERROR;

    /** Whether the caller got an answer from the model or a cache. */
    public boolean isAnswer() {
        return this == OK || this == CACHED;
    }
}
