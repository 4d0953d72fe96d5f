package io.llmops.core.gateway;

import io.llmops.core.endpoint.Endpoint;
import java.util.function.ToLongFunction;

/** The most tokens that one attempt can use at an endpoint. */
interface EndpointBound {

    /**
     * Input tokens.
     *
     * @param model the model that is called there, which decides what an image is
     */
    long input(Endpoint endpoint, String model);

    /** Output tokens. */
    long output(Endpoint endpoint);

    /** A bound for input alone, the same at every endpoint of a model. */
    static EndpointBound ofInput(ToLongFunction<String> input) {
        return new EndpointBound() {
            @Override
            public long input(Endpoint endpoint, String model) {
                return input.applyAsLong(model);
            }

            @Override
            public long output(Endpoint endpoint) {
                return 0;
            }
        };
    }
}
