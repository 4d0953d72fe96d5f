package io.llmops.core.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a model throws ends its attempt, and gives back its place. */
class SyncFaultsTest {

    private final FakeTime time = new FakeTime();
    private final Routes.Log log = new Routes.Log();

    @Test
    void should_try_again_after_a_checked_exception_and_give_the_place_back() {
        Route route =
                Routes.route(time, p -> p.retry(r -> r.maxAttempts(2)), Routes.endpoint("a", e -> e.maxConcurrent(1)));

        assertThatThrownBy(() -> SyncCalls.run(route, log, endpoint -> {
                    throw Sneaky.raise(new IOException("gone"));
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("java.io.IOException")
                .hasMessageNotContaining("gone")
                .hasCauseInstanceOf(IOException.class);

        assertThat(log.said).hasSize(2);
        assertThat(SyncCalls.run(route, log, Endpoint::name)).isEqualTo("a");
    }

    @Test
    void should_make_a_sneaked_interrupt_of_the_deadline_a_timeout_and_leave_the_thread_clean() {
        Route route = Routes.route(time, p -> p.deadline(Duration.ofSeconds(3)), Routes.endpoint("slow"));

        assertThatThrownBy(() -> SyncCalls.run(route, log, endpoint -> {
                    time.advance(Duration.ofSeconds(3));
                    Thread.interrupted(); // as a blocking method does when it throws
                    throw Sneaky.raise(new InterruptedException());
                }))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContainingAll("slow", "PT3S");

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void should_keep_the_flag_of_an_interrupt_that_a_model_threw_for_someone_else() {
        Route route = Routes.route(time, p -> p, Routes.endpoint("a"), Routes.endpoint("b"));

        assertThatThrownBy(() -> SyncCalls.run(route, log, endpoint -> {
                    throw Sneaky.raise(new InterruptedException());
                }))
                .hasCauseInstanceOf(InterruptedException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(log.said).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {365L * 8_000 * 86_400, Long.MAX_VALUE})
    void should_go_to_the_next_endpoint_where_one_asks_to_wait_for_ages(long seconds) {
        Route route = Routes.route(
                time, p -> p.fallback("b").cooldown(Duration.ZERO), Routes.endpoint("a"), Routes.endpoint("b"));
        List<String> asked = new ArrayList<>();

        String answer = SyncCalls.run(route, log, endpoint -> {
            asked.add(endpoint.name());
            if (endpoint.name().equals("a")) {
                throw new RateLimitException(Outcomes.limited(Duration.ofSeconds(seconds)));
            }
            return endpoint.name();
        });

        assertThat(answer).isEqualTo("b");
        assertThat(asked).containsExactly("a", "b");
    }

    @Test
    void should_call_no_model_where_the_time_is_up_before() {
        Route route = Routes.route(time, p -> p, Routes.endpoint("a"));

        assertThatThrownBy(() -> SyncCalls.run(route, Duration.ZERO, log, Endpoint::name))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("deadline");

        assertThat(log.begun).isEmpty();
    }
}
