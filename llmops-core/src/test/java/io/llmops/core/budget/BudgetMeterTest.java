package io.llmops.core.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.exception.BudgetExceededException;
import io.llmops.api.model.Money;
import io.llmops.test.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class BudgetMeterTest {

    private final FakeClock clock = FakeClock.at(Instant.parse("2026-11-24T10:00:00Z"));

    @Test
    void should_refuse_what_could_overshoot_and_name_subject_limit_and_bound() {
        BudgetMeter meter = meter(Budget.perDay(Money.usd("1.00")));
        meter.reserve(Money.usd("0.75"));

        assertThatThrownBy(() -> meter.reserve(Money.usd("0.26")))
                .isInstanceOf(BudgetExceededException.class)
                .hasMessageContainingAll("scenario 'x'", "0.26 USD", "0.75 USD", "1 USD a day");
        meter.reserve(Money.usd("0.25"));
    }

    @Test
    void should_count_what_was_settled_and_free_what_was_not_spent() {
        BudgetMeter meter = meter(Budget.perDay(Money.usd("1.00")));
        BudgetMeter.Reservation reservation = meter.reserve(Money.usd("1.00"));
        reservation.settle(Money.usd("0.30"));
        reservation.settle(Money.usd("0.30"));
        meter.reserve(Money.usd("0.70")).release();

        assertThat(meter.spent()).isEqualTo(Money.usd("0.30"));
        meter.reserve(Money.usd("0.70"));
    }

    @Test
    void should_begin_a_new_day_at_midnight_of_its_own_zone() {
        BudgetMeter meter = meter(Budget.perDay(Money.usd("1.00")).zone(ZoneId.of("Asia/Shanghai")));
        meter.reserve(Money.usd("1.00")).settle(Money.usd("1.00"));
        clock.set(Instant.parse("2026-11-24T15:59:59Z"));
        assertThatThrownBy(() -> meter.reserve(Money.usd("0.01"))).isInstanceOf(BudgetExceededException.class);

        clock.advance(Duration.ofSeconds(1));

        assertThat(meter.spent()).isEqualTo(Money.zero("USD"));
        meter.reserve(Money.usd("1.00"));
    }

    @Test
    void should_never_let_256_threads_spend_more_than_the_limit() throws Exception {
        BudgetMeter meter = meter(Budget.total(Money.usd("1.000")));
        ExecutorService pool = Executors.newFixedThreadPool(256);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Integer>> served = new ArrayList<>();
        try {
            for (int t = 0; t < 256; t++) {
                served.add(pool.submit(() -> {
                    start.await();
                    int n = 0;
                    for (int i = 0; i < 10; i++) {
                        try {
                            meter.reserve(Money.usd("0.001")).settle(Money.usd("0.001"));
                            n++;
                        } catch (BudgetExceededException e) {
                            assertThat(e.retryable()).isFalse();
                        }
                    }
                    return n;
                }));
            }
            start.countDown();
            int total = 0;
            for (Future<Integer> f : served) {
                total += f.get();
            }
            assertThat(total).isEqualTo(1_000);
            assertThat(meter.spent()).isEqualTo(Money.usd("1"));
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void should_reject_a_budget_that_is_not_positive() {
        assertThatThrownBy(() -> Budget.perDay(Money.usd("0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("positive");
    }

    private BudgetMeter meter(Budget budget) {
        return new BudgetMeter("scenario 'x'", budget, clock);
    }
}
