package io.llmops.core.endpoint;

/** What a call at an endpoint costs in proportion to others, in any one unit; infinite where it is not known. */
@FunctionalInterface
public interface EndpointPrice {

    /** The price to compare by. */
    double of(Endpoint endpoint);
}
