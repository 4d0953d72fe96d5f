package io.llmops.core.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.TimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DeadlineTest {

    private final FakeTime fake = new FakeTime();
    private final SystemTime real = new SystemTime();
    private final Routes.Log log = new Routes.Log();

    @AfterEach
    void close() {
        real.close();
        Thread.interrupted();
    }

    @Test
    void should_interrupt_an_attempt_that_takes_too_long_and_clear_the_flag_that_it_set() {
        Route route = Routes.route(
                fake,
                p -> p.retry(r -> r.maxAttempts(1)),
                Routes.endpoint("slow", e -> e.attemptTimeout(Duration.ofSeconds(3))));

        assertThatThrownBy(() -> SyncCalls.run(route, log, endpoint -> {
                    fake.advance(Duration.ofSeconds(3));
                    throw new IllegalStateException(
                            "interrupted: " + Thread.currentThread().isInterrupted());
                }))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContainingAll("slow", "PT3S")
                .hasRootCauseMessage("interrupted: true");

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(fake.scheduled()).isZero();
    }

    @Test
    void should_give_an_answer_that_came_in_spite_of_the_interrupt() {
        Route route = Routes.route(fake, p -> p.deadline(Duration.ofSeconds(1)), Routes.endpoint("late"));

        String answer = SyncCalls.run(route, log, endpoint -> {
            fake.advance(Duration.ofSeconds(1));
            return "late";
        });

        assertThat(answer).isEqualTo("late");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void should_leave_a_flag_alone_that_someone_else_set_before_or_during_the_call() {
        Route route = Routes.route(fake, p -> p.deadline(Duration.ofSeconds(1)), Routes.endpoint("a"));
        Thread.currentThread().interrupt();
        SyncCalls.run(route, log, endpoint -> "quick");
        assertThat(Thread.interrupted()).isTrue();

        SyncCalls.run(route, log, endpoint -> {
            Thread.currentThread().interrupt();
            fake.advance(Duration.ofSeconds(2));
            return "slow";
        });

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void should_not_interrupt_after_the_call_has_returned() {
        Route route = Routes.route(fake, p -> p.deadline(Duration.ofSeconds(1)), Routes.endpoint("a"));

        SyncCalls.run(route, log, endpoint -> "quick");
        fake.advance(Duration.ofHours(1));

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    @Timeout(300)
    void should_end_a_blocked_call_by_its_deadline_and_leave_the_threads_of_a_pool_clean() throws Exception {
        Route route = Routes.route(
                real,
                p -> p.deadline(Duration.ofMillis(60)).breaker(b -> b.window(1_000, 1_000)),
                Routes.endpoint("stuck"));
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<Boolean>> interrupted = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                interrupted.add(pool.submit(() -> {
                    assertThatThrownBy(() -> SyncCalls.run(route, log, endpoint -> blocked()))
                            .isInstanceOf(TimeoutException.class);
                    return Thread.currentThread().isInterrupted();
                }));
            }
            for (Future<Boolean> one : interrupted) {
                assertThat(one.get()).isFalse();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static String blocked() {
        try {
            new CountDownLatch(1).await();
            return "never";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
