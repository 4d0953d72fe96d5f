package io.llmops.core.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SystemTimeTest {

    private final SystemTime time = new SystemTime();

    @AfterEach
    void close() {
        time.close();
    }

    @Test
    void should_run_a_task_that_is_nearer_than_those_it_waits_for() throws InterruptedException {
        CountDownLatch near = new CountDownLatch(1);
        time.schedule(Duration.ofMinutes(5), () -> {});
        time.schedule(Duration.ofMillis(1), near::countDown);

        assertThat(near.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void should_run_each_of_many_tasks_of_many_threads_once_and_none_that_was_cancelled() throws Exception {
        int threads = 16;
        int each = 500;
        CountDownLatch ran = new CountDownLatch(threads * each);
        AtomicInteger cancelledRan = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int t = 0; t < threads; t++) {
                pool.execute(() -> {
                    List<Time.Scheduled> deadlines = new ArrayList<>();
                    for (int i = 0; i < each; i++) {
                        deadlines.add(time.schedule(Duration.ofHours(1), cancelledRan::incrementAndGet));
                        time.schedule(Duration.ofNanos(i * 10_000L), ran::countDown);
                    }
                    deadlines.forEach(Time.Scheduled::cancel);
                });
            }
            assertThat(ran.await(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            pool.shutdownNow();
        }
        assertThat(cancelledRan).hasValue(0);
    }

    @Test
    void should_go_on_after_a_task_that_fails() throws InterruptedException {
        CountDownLatch next = new CountDownLatch(1);
        time.schedule(Duration.ZERO, () -> {
            throw new IllegalStateException("broken");
        });
        time.schedule(Duration.ofMillis(2), next::countDown);

        assertThat(next.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void should_go_on_after_an_error_in_a_task() throws InterruptedException {
        CountDownLatch next = new CountDownLatch(1);
        time.schedule(Duration.ZERO, () -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
        time.schedule(Duration.ofMillis(2), next::countDown);

        assertThat(next.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void should_run_what_was_scheduled_before_it_was_closed_and_end_with_the_last_of_it() throws Exception {
        CountDownLatch deadline = new CountDownLatch(1);
        CompletableFuture<Thread> running = new CompletableFuture<>();
        Time.Scheduled never = time.schedule(Duration.ofHours(1), () -> {});
        time.schedule(Duration.ZERO, () -> running.complete(Thread.currentThread()));
        Thread timer = running.get(60, TimeUnit.SECONDS);
        time.schedule(Duration.ofMillis(20), deadline::countDown);

        time.close();

        assertThat(deadline.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(timer.isAlive()).isTrue();
        never.cancel();
        timer.join(TimeUnit.SECONDS.toMillis(60));
        assertThat(timer.isAlive()).isFalse();
    }

    @Test
    void should_take_no_task_once_it_is_closed() {
        time.close();

        assertThatThrownBy(() -> time.schedule(Duration.ZERO, () -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }
}
