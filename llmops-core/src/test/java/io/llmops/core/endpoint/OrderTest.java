package io.llmops.core.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OrderTest {

    private static final long SEED = 20_261_124;

    private final FakeTime time = new FakeTime();
    private final Routes.Log log = new Routes.Log();

    @Test
    void should_add_up_weights_that_are_more_than_an_int_together() {
        Route route = Routes.route(
                new FakeTime(),
                p -> p,
                Routes.endpoint("a", e -> e.weight(Integer.MAX_VALUE)),
                Routes.endpoint("b", e -> e.weight(Integer.MAX_VALUE)));

        assertThat(SyncCalls.run(route, new Routes.Log(), Endpoint::name)).isIn("a", "b");
    }

    @Test
    void should_share_calls_in_proportion_to_weights() {
        Route route = Routes.route(
                time,
                new SplittableRandom(SEED),
                p -> p,
                Routes.endpoint("one"),
                Routes.endpoint("three", e -> e.weight(3)));
        Map<String, Integer> calls = new HashMap<>();

        for (int i = 0; i < 10_000; i++) {
            calls.merge(SyncCalls.run(route, log, Endpoint::name), 1, Integer::sum);
        }

        assertThat(calls.getOrDefault("three", 0) / 10_000.0)
                .as("share of the heavier one, seed %d", SEED)
                .isCloseTo(0.75, within(0.02));
    }

    @Test
    void should_prefer_the_endpoint_with_the_fewest_calls_going_on() {
        Route route =
                Routes.route(time, p -> p.routing(Routing.LEAST_BUSY), Routes.endpoint("a"), Routes.endpoint("b"));

        String inner = SyncCalls.run(route, log, busy -> {
            assertThat(busy.name()).isEqualTo("a");
            return SyncCalls.run(route, log, Endpoint::name);
        });

        assertThat(inner).isEqualTo("b");
        assertThat(SyncCalls.run(route, log, Endpoint::name)).isEqualTo("a");
    }

    @Test
    void should_prefer_the_fastest_endpoint_and_try_a_slow_one_again_when_its_figure_is_old() {
        Route route = Routes.route(
                time, p -> p.routing(Routing.LOWEST_LATENCY), Routes.endpoint("slow"), Routes.endpoint("fast"));
        assertThat(took(route, Duration.ofSeconds(2))).isEqualTo("slow");
        assertThat(took(route, Duration.ofMillis(100))).isEqualTo("fast");
        assertThat(took(route, Duration.ofMillis(100))).isEqualTo("fast");

        time.advance(Duration.ofSeconds(31));

        assertThat(took(route, Duration.ofMillis(100))).isEqualTo("slow");
    }

    @Test
    void should_prefer_the_cheapest_endpoint() {
        Route route = Routes.route(
                time,
                p -> p.routing(Routing.LOWEST_COST),
                Routes.endpoint("dear", e -> e.weight(9)),
                Routes.endpoint("cheap"));

        assertThat(SyncCalls.run(route, log, Endpoint::name)).isEqualTo("cheap");
    }

    private String took(Route route, Duration latency) {
        return SyncCalls.run(route, log, endpoint -> {
            time.advance(latency);
            return endpoint.name();
        });
    }
}
