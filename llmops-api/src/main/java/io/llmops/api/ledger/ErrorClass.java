package io.llmops.api.ledger;

/** What kind of failure ended a call or an attempt: few kinds, the same for every provider, to count and to ask for. */
public enum ErrorClass {
    /** Too many calls or tokens for the provider, HTTP 429, or for a rate limit of ours. */
    RATE_LIMIT,
    /** The provider has no capacity just now, HTTP 503 or 529. */
    OVERLOADED,
    /** No whole answer in time. */
    TIMEOUT,
    /** No connection, or one that broke. */
    NETWORK,
    /** The provider failed, any other HTTP 5xx. */
    SERVER,
    /** The provider refused the key, or what it may do, or the account has no credit. */
    AUTHENTICATION,
    /** The provider does not know the model, or has withdrawn it. */
    MODEL_NOT_FOUND,
    /** The prompt is longer than the model's context window. */
    CONTEXT_WINDOW,
    /** The provider's own content filter refused the prompt or withheld the answer. */
    CONTENT_FILTER,
    /** The provider refused the request as invalid. */
    INVALID_REQUEST,
    /** A budget of ours could have been overshot. */
    BUDGET,
    /** A guardrail of ours refused. */
    GUARDRAIL,
    /** The caller cancelled, or a faster attempt won. */
    CANCELLED,
    /** None of these. */
    OTHER
}
