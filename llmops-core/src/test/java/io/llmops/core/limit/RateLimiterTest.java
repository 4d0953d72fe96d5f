package io.llmops.core.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.exception.RateLimitedException;
import io.llmops.api.model.CallContext;
import io.llmops.core.budget.Subject;
import io.llmops.test.FakeClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final FakeClock clock = FakeClock.create();

    @Test
    void should_refuse_at_once_and_say_when_to_come_back() {
        RateLimiter limiter = limiter(RateLimit.calls(2, MINUTE));
        acquire(limiter, "", 1);
        clock.advance(Duration.ofSeconds(30));
        acquire(limiter, "", 1);

        assertThatThrownBy(() -> acquire(limiter, "", 1))
                .isInstanceOfSatisfying(RateLimitedException.class, e -> {
                    assertThat(e.retryAfter()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(31));
                    assertThat(e.retryable()).isTrue();
                    clock.advance(e.retryAfter());
                })
                .hasMessageContainingAll("scenario '客服'", "2 calls in 1M");
        acquire(limiter, "", 1);
    }

    @Test
    void should_wait_for_room_where_it_may() {
        RateLimiter limiter = limiter(RateLimit.calls(1, MINUTE).maxWait(Duration.ofSeconds(90)));
        long began = clock.nanoTime();
        acquire(limiter, "", 1);
        acquire(limiter, "", 1);

        assertThat(Duration.ofNanos(clock.nanoTime() - began)).isBetween(MINUTE, Duration.ofSeconds(61));
    }

    @Test
    void should_limit_each_tenant_for_itself() {
        RateLimiter limiter = limiter(RateLimit.tokens(100, MINUTE).per(Subject.TENANT));
        acquire(limiter, "甲", 100);
        acquire(limiter, "乙", 100);

        assertThatThrownBy(() -> acquire(limiter, "甲", 1)).isInstanceOf(RateLimitedException.class);
        assertThatThrownBy(() -> acquire(limiter, "丙", 101))
                .isInstanceOf(RateLimitedException.class)
                .hasMessageContaining("can never fit");
    }

    @Test
    void should_give_back_the_tokens_that_a_call_did_not_use() {
        RateLimiter limiter = limiter(RateLimit.tokens(100, MINUTE));
        RateLimiter.Permit permit = acquire(limiter, "", 100);
        permit.used(40);
        permit.used(0);
        acquire(limiter, "", 60);

        assertThatThrownBy(() -> acquire(limiter, "", 1)).isInstanceOf(RateLimitedException.class);
    }

    @Test
    void should_leave_the_thread_interrupted_and_the_room_free_when_a_wait_is_interrupted() {
        RateLimiter limiter = new RateLimiter(
                "scenario 'x'", RateLimit.calls(1, MINUTE).maxWait(MINUTE.multipliedBy(2)), clock::nanoTime, d -> {
                    throw new InterruptedException();
                });
        acquire(limiter, "", 1);

        assertThatThrownBy(() -> acquire(limiter, "", 1))
                .isInstanceOf(RateLimitedException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        clock.advance(MINUTE.plusSeconds(2));
        acquire(limiter, "", 1);
    }

    @Test
    void should_forget_tenants_that_are_idle() {
        RateLimiter limiter = limiter(RateLimit.calls(1, MINUTE).per(Subject.TENANT));
        for (int i = 0; i < 20_000; i++) {
            acquire(limiter, "t" + i, 1);
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(limiter.size()).isLessThan(3_000);
    }

    @Test
    void should_reject_what_makes_no_sense() {
        assertThatThrownBy(() -> RateLimit.calls(0, MINUTE)).hasMessageContaining("but is 0");
        assertThatThrownBy(() -> RateLimit.calls(1, Duration.ZERO)).hasMessageContaining("PT0S");
        assertThatThrownBy(() -> RateLimit.calls(1, MINUTE).maxWait(Duration.ofSeconds(-1)))
                .hasMessageContaining("PT-1S");
    }

    private RateLimiter limiter(RateLimit limit) {
        return new RateLimiter("scenario '客服'", limit, clock::nanoTime, clock::advance);
    }

    private static RateLimiter.Permit acquire(RateLimiter limiter, String tenant, long permits) {
        CallContext context = tenant.isEmpty() ? CallContext.empty() : CallContext.tenant(tenant);
        return limiter.acquire("客服", context, permits);
    }
}
