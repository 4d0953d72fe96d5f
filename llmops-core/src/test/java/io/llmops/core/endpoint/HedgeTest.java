package io.llmops.core.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.model.CallContext;
import io.llmops.core.context.CallScope;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HedgeTest {

    private static final Duration DELAY = Duration.ofSeconds(1);

    private final FakeTime time = new FakeTime();
    private final Routes.Log log = new Routes.Log();
    private final Route route = Routes.route(
            time,
            p -> p.routing(Routing.LOWEST_COST).hedge(DELAY).retry(r -> r.maxAttempts(1)),
            Routes.endpoint("first"),
            Routes.endpoint("second", e -> e.weight(2)));

    @Test
    void should_make_no_second_attempt_where_the_first_is_quick() {
        assertThat(SyncCalls.run(route, log, Endpoint::name)).isEqualTo("first");

        assertThat(log.said).containsExactly("FIRST first ok");
        assertThat(time.scheduled()).isZero();
    }

    @Test
    void should_take_the_second_answer_where_the_first_is_slow_and_book_the_first_as_cancelled() throws Exception {
        List<String> tenants = new CopyOnWriteArrayList<>();

        String answer = CallScope.current()
                .with(CallContext.tenant("租户"))
                .call(() -> SyncCalls.run(route, log, e -> {
                    if (e.name().equals("second")) {
                        tenants.add(CallScope.current().context().tenant().orElse(""));
                        return "second";
                    }
                    time.advance(DELAY);
                    return blocked();
                }));

        assertThat(answer).isEqualTo("second");
        assertThat(tenants).containsExactly("租户");
        assertThat(log.said).containsExactly("FIRST first CancellationException", "HEDGE second ok");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void should_take_the_first_answer_if_it_comes_before_the_second_and_interrupt_the_second() throws Exception {
        CountDownLatch secondRuns = new CountDownLatch(1);
        CountDownLatch secondInterrupted = new CountDownLatch(1);

        String answer = SyncCalls.run(route, log, e -> {
            if (e.name().equals("second")) {
                secondRuns.countDown();
                try {
                    return blocked();
                } finally {
                    secondInterrupted.countDown();
                }
            }
            time.advance(DELAY);
            await(secondRuns);
            return "first";
        });

        assertThat(answer).isEqualTo("first");
        assertThat(secondInterrupted.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(log.said).containsExactly("HEDGE second CancellationException", "FIRST first ok");
    }

    @Test
    void should_wait_for_the_second_answer_where_the_first_fails_meanwhile() {
        CountDownLatch secondRuns = new CountDownLatch(1);
        CountDownLatch firstFailed = new CountDownLatch(1);

        String answer = SyncCalls.run(route, log, e -> {
            if (e.name().equals("second")) {
                secondRuns.countDown();
                await(firstFailed);
                return "second";
            }
            time.advance(DELAY);
            await(secondRuns);
            firstFailed.countDown();
            throw Outcomes.ERROR_500.failure();
        });

        assertThat(answer).isEqualTo("second");
        assertThat(log.said).hasSize(2).contains("HEDGE second ok");
    }

    @Test
    void should_fail_with_both_failures_where_both_fail() {
        CountDownLatch secondRuns = new CountDownLatch(1);

        assertThatThrownBy(() -> SyncCalls.run(route, log, e -> {
                    if (e.name().equals("second")) {
                        secondRuns.countDown();
                        throw Outcomes.ERROR_503.failure();
                    }
                    time.advance(DELAY);
                    await(secondRuns);
                    throw Outcomes.ERROR_500.failure();
                }))
                .hasMessageContaining("503")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(2));

        assertThat(log.said)
                .containsExactly(
                        "HEDGE second InternalServerException",
                        "FIRST first InternalServerException",
                        "FALLBACK second InternalServerException");
    }

    @Test
    void should_try_the_spare_once_more_where_its_hedge_failed_in_a_way_that_passes() {
        CountDownLatch hedgeFailed = new CountDownLatch(1);

        String answer = SyncCalls.run(route, log, e -> {
            if (e.name().equals("second")) {
                if (hedgeFailed.getCount() == 0) {
                    return "second";
                }
                hedgeFailed.countDown();
                throw Outcomes.ERROR_503.failure();
            }
            time.advance(DELAY);
            await(hedgeFailed);
            throw Outcomes.ERROR_500.failure();
        });

        assertThat(answer).isEqualTo("second");
        assertThat(log.said).contains("FALLBACK second ok");
    }

    private static String blocked() {
        await(new CountDownLatch(1));
        return "never";
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody came");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
