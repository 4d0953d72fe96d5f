package io.llmops.core.gateway;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;

/** What a {@link BreakerBuilder} was told. */
record BreakerPolicy(double failureRate, int window, int minimumCalls, Duration openFor, int probes) {

    static final BreakerPolicy DEFAULT = new BreakerBuilder().build();

    CircuitBreaker breaker(String endpoint, Clock clock) {
        return CircuitBreaker.of(
                endpoint,
                CircuitBreakerConfig.custom()
                        .clock(clock)
                        .failureRateThreshold((float) (failureRate * 100))
                        .slidingWindow(window, minimumCalls, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .waitDurationInOpenState(openFor)
                        .permittedNumberOfCallsInHalfOpenState(probes)
                        .build());
    }
}
