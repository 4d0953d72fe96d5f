package io.llmops.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.NonRetriableException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkersTest {

    private final AtomicInteger released = new AtomicInteger();
    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        callers.shutdownNow();
    }

    @Test
    void should_keep_the_order_of_the_items() {
        try (Workers workers = new Workers("test", 3, () -> {})) {
            List<Integer> items = IntStream.range(0, 100).boxed().toList();

            assertThat(workers.map(items, i -> i * 2))
                    .isEqualTo(items.stream().map(i -> i * 2).toList());
        }
    }

    @Test
    void should_rethrow_what_the_work_threw_and_go_on_working() {
        try (Workers workers = new Workers("test", 2, () -> {})) {
            assertThatThrownBy(() -> workers.map(List.of(1, 0, 2), i -> 1 / i)).isInstanceOf(ArithmeticException.class);
            assertThat(workers.map(List.of(1), i -> i)).containsExactly(1);
        }
    }

    @Test
    void should_fail_a_call_that_waits_when_closed_and_free_memory_only_after_the_running_batch() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Workers workers = new Workers("test", 1, released::incrementAndGet);
        CompletableFuture<List<Integer>> call = CompletableFuture.supplyAsync(
                () -> workers.map(List.of(1, 2, 3), i -> {
                    started.countDown();
                    awaitUninterruptibly(go);
                    assertThat(released).hasValue(0);
                    return i;
                }),
                callers);
        started.await();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(workers::close, callers);

        // Refused or dropped from the queue, at once: the only thread still works on the first item.
        assertThatThrownBy(() -> workers.map(List.of(4), i -> i)).isInstanceOf(NonRetriableException.class);
        assertThat(released).hasValue(0);
        go.countDown();
        closing.get(20, TimeUnit.SECONDS);

        assertThatThrownBy(call::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(NonRetriableException.class)
                .hasMessageContaining("'test' is closed");
        assertThat(released).hasValue(1);
        workers.close();
        assertThat(released).hasValue(1);
    }

    @Test
    void should_keep_the_interrupt_of_a_caller_that_waits() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (Workers workers = new Workers("test", 1, () -> {})) {
            CompletableFuture<Boolean> flag = new CompletableFuture<>();
            CountDownLatch started = new CountDownLatch(1);
            Thread caller = new Thread(() -> {
                try {
                    workers.map(List.of(1), i -> {
                        started.countDown();
                        awaitUninterruptibly(go);
                        return i;
                    });
                } catch (NonRetriableException e) {
                    flag.complete(Thread.currentThread().isInterrupted());
                }
            });
            caller.start();
            started.await();
            caller.interrupt();

            assertThat(flag.get(20, TimeUnit.SECONDS)).isTrue();
            go.countDown();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
