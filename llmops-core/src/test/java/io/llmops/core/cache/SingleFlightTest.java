package io.llmops.core.cache;

import static io.llmops.core.cache.Chats.SCOPE;
import static io.llmops.core.cache.Chats.answer;
import static io.llmops.core.cache.Chats.ask;
import static io.llmops.core.cache.Chats.call;
import static io.llmops.core.cache.Chats.open;
import static io.llmops.core.cache.Chats.scope;
import static io.llmops.core.cache.Chats.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import io.llmops.test.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class SingleFlightTest {

    private static final int THREADS = 64;

    private final ResponseCache cache = open(Cache.exact(), FakeClock.create());
    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch inModel = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final ExecutorService pool = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "caller");
        thread.setDaemon(true);
        synchronized (threads) {
            threads.add(thread);
        }
        return thread;
    });

    @AfterEach
    void endThreads() throws InterruptedException {
        goOn.countDown();
        pool.shutdownNow();
        assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    private Future<CachedCall.Reply> start(CacheScope scope, Callable<ChatResponse> model) {
        return pool.submit(() -> call(cache, scope, ask("q"), model));
    }

    private ChatResponse blocked(String text) throws InterruptedException {
        calls.incrementAndGet();
        inModel.countDown();
        goOn.await();
        return answer(text);
    }

    /** Returns when so many of the callers wait for another one's answer. */
    private void awaitWaiting(int waiting) {
        while (true) {
            synchronized (threads) {
                long now = threads.stream()
                        .filter(t -> t.getState() == Thread.State.TIMED_WAITING)
                        .count();
                if (now >= waiting) {
                    return;
                }
            }
            Thread.onSpinWait();
        }
    }

    @Test
    void should_call_the_model_once_for_64_equal_calls_at_once() throws Exception {
        List<Future<CachedCall.Reply>> replies = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            replies.add(start(SCOPE, () -> blocked("one")));
        }
        awaitWaiting(THREADS - 1);
        goOn.countDown();

        int cached = 0;
        for (Future<CachedCall.Reply> reply : replies) {
            assertThat(text(reply.get())).isEqualTo("one");
            cached += reply.get().cached() ? 1 : 0;
        }
        assertThat(calls).hasValue(1);
        assertThat(cached).isEqualTo(THREADS - 1);
        assertThat(cache.stats().hits()).isEqualTo(THREADS - 1);
    }

    @Test
    void should_let_no_tenant_wait_for_another() throws Exception {
        Future<CachedCall.Reply> first = start(SCOPE, () -> blocked("acme's"));
        inModel.await();

        assertThat(text(start(scope("other"), () -> answer("other's")).get())).isEqualTo("other's");
        goOn.countDown();
        assertThat(text(first.get())).isEqualTo("acme's");
    }

    @Test
    void should_let_each_waiter_call_for_itself_where_the_first_call_fails() throws Exception {
        Future<CachedCall.Reply> first = start(SCOPE, () -> {
            blocked("");
            throw new IllegalStateException("first failed");
        });
        inModel.await();
        Future<CachedCall.Reply> second = start(SCOPE, () -> answer("second's own"));
        awaitWaiting(1);
        goOn.countDown();

        assertThatThrownBy(first::get).hasRootCauseMessage("first failed");
        assertThat(text(second.get())).isEqualTo("second's own");
        assertThat(second.get().cached()).isFalse();
    }

    @Test
    void should_share_no_answer_that_may_not_be_kept() throws Exception {
        Future<CachedCall.Reply> first = start(SCOPE, () -> {
            blocked("");
            return answer("cut", FinishReason.LENGTH);
        });
        inModel.await();
        Future<CachedCall.Reply> second = start(SCOPE, () -> answer("whole"));
        awaitWaiting(1);
        goOn.countDown();

        assertThat(text(first.get())).isEqualTo("cut");
        assertThat(text(second.get())).isEqualTo("whole");
    }

    @Test
    void should_go_on_with_one_call_for_all_waiters_where_the_first_caller_gives_up() throws Exception {
        Future<CachedCall.Reply> first = start(SCOPE, () -> blocked("never"));
        inModel.await();
        List<Future<CachedCall.Reply>> others = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            others.add(start(SCOPE, () -> {
                calls.incrementAndGet();
                return answer("second try");
            }));
        }
        awaitWaiting(8);
        first.cancel(true);

        for (Future<CachedCall.Reply> other : others) {
            assertThat(text(other.get())).isEqualTo("second try");
        }
        assertThat(calls).hasValue(2);
    }

    @Test
    void should_not_queue_up_behind_a_model_whose_calls_end_by_their_deadline() throws Exception {
        Future<CachedCall.Reply> first = start(SCOPE, () -> {
            blocked("");
            throw new TimeoutException(
                    "no answer in time", new NonRetriableException("interrupted", new InterruptedException()));
        });
        inModel.await();
        CountDownLatch allAtOnce = new CountDownLatch(8);
        List<Future<CachedCall.Reply>> others = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            others.add(start(SCOPE, () -> {
                allAtOnce.countDown();
                allAtOnce.await();
                return answer("own");
            }));
        }
        awaitWaiting(8);
        goOn.countDown();

        assertThatThrownBy(first::get).hasCauseInstanceOf(TimeoutException.class);
        for (Future<CachedCall.Reply> other : others) {
            assertThat(text(other.get())).isEqualTo("own");
        }
    }

    @Test
    void should_end_a_waiter_at_its_own_deadline_while_the_call_goes_on() throws Exception {
        Future<CachedCall.Reply> first = start(SCOPE, () -> blocked("late"));
        inModel.await();

        assertThatThrownBy(() -> cache.begin(SCOPE, ask("q"), null).chat(() -> answer("never"), Duration.ofMillis(5)))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("PT0.005S");
        goOn.countDown();
        assertThat(text(first.get())).isEqualTo("late");
    }

    @Test
    void should_end_a_waiter_that_is_interrupted_and_leave_its_flag_set() throws Exception {
        Future<CachedCall.Reply> first = start(SCOPE, () -> blocked("late"));
        inModel.await();
        Future<Boolean> flag = pool.submit(() -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> call(cache, SCOPE, ask("q"), () -> answer("never")))
                    .isInstanceOf(NonRetriableException.class);
            return Thread.interrupted();
        });

        assertThat(flag.get()).isTrue();
        goOn.countDown();
        assertThat(text(first.get())).isEqualTo("late");
    }

    @Test
    void should_not_wait_for_itself_where_a_model_makes_the_same_call_again() {
        CachedCall.Reply reply = call(cache, SCOPE, ask("q"), () -> {
            calls.incrementAndGet();
            return call(cache, SCOPE, ask("q"), () -> {
                        calls.incrementAndGet();
                        return answer("inner");
                    })
                    .response();
        });

        assertThat(text(reply)).isEqualTo("inner");
        assertThat(calls).hasValue(2);
    }

    @Test
    void should_leave_no_call_open_when_all_have_ended() throws ExecutionException, InterruptedException {
        goOn.countDown();
        start(SCOPE, () -> blocked("x")).get();

        assertThat(cache.flights().open()).isZero();
    }
}
