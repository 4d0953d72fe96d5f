package io.llmops.core.endpoint;

/** By what the first endpoint of a call is chosen among several. The others follow in the same order if it fails. */
public enum Routing {
    /** At random, in proportion to {@link Endpoint.Builder#weight(int)}. The default. */
    WEIGHTED,
    /** The one with the fewest calls going on. */
    LEAST_BUSY,
    /** The one with the lowest latency lately (a moving average that halves every four calls); one without an answer for 30 s is tried first. */
    LOWEST_LATENCY,
    /** The cheapest by the price book; local models are free, models without a price come last. */
    LOWEST_COST
}
