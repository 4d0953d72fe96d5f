package io.llmops.core.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of failure with one to five attempts: how often the endpoint is called, and how long is waited. */
class RetryTableTest {

    private static final double JITTER = 0.25;

    private final FakeTime time = new FakeTime();
    private final Routes.Log log = new Routes.Log();

    static Stream<Arguments> cells() {
        return Stream.of(Outcomes.values())
                .flatMap(o -> IntStream.rangeClosed(1, 5).mapToObj(n -> Arguments.of(o, n)));
    }

    @ParameterizedTest(name = "{0} with {1} attempts")
    @MethodSource("cells")
    void should_call_as_often_as_the_table_says_and_wait_in_between(Outcomes outcome, int maxAttempts) {
        AtomicInteger calls = new AtomicInteger();
        List<RuntimeException> thrown = new ArrayList<>();
        Route route = retrying(maxAttempts);

        assertThatThrownBy(() -> SyncCalls.run(route, log, endpoint -> {
                    calls.incrementAndGet();
                    thrown.add(outcome.failure());
                    throw thrown.get(thrown.size() - 1);
                }))
                .satisfies(last -> {
                    assertThat(last).isSameAs(thrown.get(thrown.size() - 1));
                    assertThat(last.getSuppressed())
                            .containsExactly(
                                    thrown.subList(0, thrown.size() - 1).toArray(new Throwable[0]));
                });

        assertThat(calls).hasValue(outcome.retried ? maxAttempts : 1);
        assertThat(log.ended).hasSize(calls.get());
        assertWaits(outcome, calls.get() - 1);
    }

    @ParameterizedTest(name = "{0} with {1} attempts")
    @MethodSource("cells")
    void should_answer_if_the_last_attempt_does(Outcomes outcome, int maxAttempts) {
        AtomicInteger calls = new AtomicInteger();
        Route route = retrying(maxAttempts);

        if (outcome.retried || maxAttempts == 1) {
            String answer = SyncCalls.run(route, log, endpoint -> {
                if (calls.incrementAndGet() < maxAttempts) {
                    throw outcome.failure();
                }
                return "答案";
            });

            assertThat(answer).isEqualTo("答案");
            assertThat(calls).hasValue(maxAttempts);
            assertWaits(outcome, maxAttempts - 1);
        }
    }

    @Test
    void should_not_wait_for_a_retry_that_the_deadline_does_not_leave_time_for() {
        Route route = Routes.route(time, p -> p.deadline(Duration.ofSeconds(6)), Routes.endpoint("only"));

        assertThatThrownBy(() -> SyncCalls.run(route, log, endpoint -> {
                    throw Outcomes.LIMITED_FOR_SECONDS.failure();
                }))
                .hasMessageContaining("429");

        assertThat(time.waits()).isEmpty();
        assertThat(log.ended).hasSize(1);
    }

    @Test
    void should_go_to_the_fallback_at_once_where_retry_after_is_beyond_the_deadline() {
        Route route = Routes.route(
                time,
                p -> p.deadline(Duration.ofSeconds(6)).fallback("spare"),
                Routes.endpoint("first"),
                Routes.endpoint("spare"));

        String answer = SyncCalls.run(route, log, endpoint -> {
            if (endpoint.name().equals("first")) {
                throw Outcomes.LIMITED_FOR_SECONDS.failure();
            }
            return endpoint.name();
        });

        assertThat(answer).isEqualTo("spare");
        assertThat(time.waits()).isEmpty();
    }

    @Test
    void should_call_a_ready_made_model_once_unless_a_retry_is_asked_for() {
        Endpoint readyMade = Routes.endpoint("own", e -> e.owned(false));
        for (boolean asked : new boolean[] {false, true}) {
            AtomicInteger calls = new AtomicInteger();
            Route route = Routes.route(time, p -> asked ? p.retry(r -> r.maxAttempts(3)) : p, readyMade);

            assertThatThrownBy(() -> SyncCalls.run(route, log, endpoint -> {
                        calls.incrementAndGet();
                        throw Outcomes.ERROR_500.failure();
                    }))
                    .hasMessageContaining("500");

            assertThat(calls).hasValue(asked ? 3 : 1);
        }
    }

    private Route retrying(int maxAttempts) {
        return Routes.route(
                time,
                p -> p.deadline(Duration.ofHours(1))
                        .breaker(b -> b.window(100, 100))
                        .retry(r -> r.maxAttempts(maxAttempts)
                                .backoff(Duration.ofMillis(100), 2)
                                .jitter(JITTER)),
                Routes.endpoint("only"));
    }

    /** Within [Retry-After or back-off, that + jitter]. */
    private void assertWaits(Outcomes outcome, int waits) {
        assertThat(time.waits()).hasSize(waits);
        for (int i = 0; i < waits; i++) {
            Duration backoff = Duration.ofMillis(100L << i);
            Duration least = outcome.retryAfter == null || backoff.compareTo(outcome.retryAfter) > 0
                    ? backoff
                    : outcome.retryAfter;
            assertThat(time.waits().get(i))
                    .isBetween(least, least.plusMillis((long) Math.ceil(least.toMillis() * JITTER)));
        }
    }
}
