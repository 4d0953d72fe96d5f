package io.llmops.core.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.exception.EndpointException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class FallbackTest {

    private final FakeTime time = new FakeTime();
    private final Routes.Log log = new Routes.Log();
    private final List<String> called = new ArrayList<>();

    @Test
    void should_follow_the_chain_of_the_kind_of_failure() {
        assertThat(call(Map.of("a", Outcomes.ERROR_500))).isEqualTo("general");
        assertThat(call(Map.of("a", Outcomes.NO_KEY_401))).isEqualTo("general");
        assertThat(call(Map.of("a", Outcomes.WINDOW))).isEqualTo("long");
        assertThat(call(Map.of("a", Outcomes.FILTERED))).isEqualTo("other");
    }

    @Test
    void should_end_the_call_where_the_request_itself_is_wrong() {
        assertThatThrownBy(() -> call(Map.of("a", Outcomes.INVALID_400))).hasMessageContaining("400");

        assertThat(called).containsExactly("a");
    }

    @Test
    void should_let_a_content_filters_refusal_stand_where_no_chain_is_named_for_it() {
        Route route = Routes.route(time, p -> p.fallback("b"), Routes.endpoint("a"), Routes.endpoint("b"));

        assertThatThrownBy(() -> run(route, Map.of("a", Outcomes.FILTERED))).hasMessage("filtered");

        assertThat(called).containsExactly("a");
    }

    @Test
    void should_try_every_endpoint_once_more_than_its_retries_and_keep_every_failure() {
        Route route = Routes.route(
                time, p -> p.fallback("b").retry(r -> r.maxAttempts(2)), Routes.endpoint("a"), Routes.endpoint("b"));

        assertThatThrownBy(() -> run(route, Map.of("a", Outcomes.ERROR_503, "b", Outcomes.RESET)))
                .hasMessageContaining("Connection reset")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(3));

        assertThat(called).containsExactly("a", "a", "b", "b");
        assertThat(log.begun).extracting(t -> t.kind().name()).containsExactly("FIRST", "RETRY", "FALLBACK", "RETRY");
    }

    @Test
    void should_put_an_endpoint_that_said_not_now_behind_the_others_until_it_has_cooled() {
        Route route = Routes.route(
                time,
                p -> p.routing(Routing.LOWEST_COST).retry(r -> r.maxAttempts(1)).cooldown(Duration.ofSeconds(5)),
                Routes.endpoint("cheap"),
                Routes.endpoint("dear", e -> e.weight(2)));
        run(route, Map.of("cheap", Outcomes.LIMITED));
        called.clear();

        run(route, Map.of());
        time.advance(Duration.ofSeconds(5));
        run(route, Map.of());

        assertThat(called).containsExactly("dear", "cheap");
    }

    @Test
    void should_keep_an_endpoint_cool_for_as_long_as_its_retry_after_asks() {
        Route route = Routes.route(
                time,
                p -> p.routing(Routing.LOWEST_COST).retry(r -> r.maxAttempts(1)),
                Routes.endpoint("cheap"),
                Routes.endpoint("dear", e -> e.weight(2)));
        run(route, Map.of("cheap", Outcomes.LIMITED_FOR_SECONDS));
        called.clear();

        time.advance(Duration.ofMillis(6_999));
        run(route, Map.of());
        time.advance(Duration.ofMillis(1));
        run(route, Map.of());

        assertThat(called).containsExactly("dear", "cheap");
    }

    @Test
    void should_use_an_endpoint_that_cools_rather_than_none() {
        Route route = Routes.route(time, p -> p.retry(r -> r.maxAttempts(1)), Routes.endpoint("only"));
        assertThatThrownBy(() -> run(route, Map.of("only", Outcomes.LIMITED))).hasMessageContaining("429");

        assertThat(run(route, Map.of())).isEqualTo("only");
    }

    @Test
    void should_not_count_a_full_endpoint_or_a_reached_limit_as_a_failure() {
        UnaryOperator<Endpoint.Builder> narrow = e -> e.maxConcurrent(1).rateLimit(3, Duration.ofHours(2));
        Route route = Routes.route(
                time,
                p -> p.deadline(Duration.ofHours(1)).breaker(b -> b.window(2, 1)),
                Routes.endpoint("only", narrow));
        SyncCalls.run(route, log, outer -> {
            for (int i = 0; i < 20; i++) {
                assertThatThrownBy(() -> run(route, Map.of()))
                        .isInstanceOf(EndpointException.class)
                        .hasMessageContaining("only (breaker CLOSED, 1 calls going on)");
            }
            return "ok";
        });
        assertThat(run(route, Map.of())).isEqualTo("only");
        assertThat(run(route, Map.of())).isEqualTo("only");

        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> run(route, Map.of())).isInstanceOf(EndpointException.class);
        }

        time.advance(Duration.ofHours(2));
        assertThat(run(route, Map.of())).isEqualTo("only");
    }

    @Test
    void should_find_a_wrong_name_and_a_name_twice_when_the_route_is_built() {
        assertThatThrownBy(() -> Routes.route(time, p -> p.fallback("spar"), Routes.endpoint("spare")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("fallback", "'spar'", "[spare]");
        assertThatThrownBy(() -> Routes.route(time, p -> p, Routes.endpoint("a"), Routes.endpoint("a")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'a'");
        assertThatThrownBy(() -> Routes.route(time, p -> p.fallback("a"), Routes.endpoint("a")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("endpoint");
        assertThatThrownBy(() -> RoutePolicy.builder().retry(r -> r.maxAttempts(0)))
                .hasMessageContainingAll("maxAttempts", "0");
    }

    private String call(Map<String, Outcomes> failing) {
        Route route = Routes.route(
                time,
                p -> p.fallback("general").onContextWindow("long").onContentPolicy("other"),
                Routes.endpoint("a"),
                Routes.endpoint("general"),
                Routes.endpoint("long"),
                Routes.endpoint("other"));
        return run(route, failing);
    }

    private String run(Route route, Map<String, Outcomes> failing) {
        return SyncCalls.run(route, log, endpoint -> {
            called.add(endpoint.name());
            Outcomes outcome = failing.get(endpoint.name());
            if (outcome != null) {
                throw outcome.failure();
            }
            return endpoint.name();
        });
    }
}
