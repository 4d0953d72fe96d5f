package io.llmops.core.gateway;

/** Why an endpoint did not take an attempt. None of these is a failure of the endpoint. */
enum Refusal {
    RATE_LIMITED("its rate limit is reached"),
    OPEN("its breaker is open"),
    FULL("as many calls as it may take are going on");

    private final String words;

    Refusal(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
