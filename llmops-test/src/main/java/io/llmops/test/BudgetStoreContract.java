package io.llmops.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.budget.BudgetClaim;
import io.llmops.api.budget.BudgetCount;
import io.llmops.api.budget.BudgetDecision;
import io.llmops.api.budget.BudgetHold;
import io.llmops.api.budget.BudgetStore;
import io.llmops.api.budget.BudgetWindow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link BudgetStore} must do. Extend it, and give it a store. */
public abstract class BudgetStoreContract {

    private static final BudgetWindow DAY = new BudgetWindow("2026-11-24", Instant.parse("2100-01-01T00:00:00Z"));
    private static final BudgetWindow ALL_TIME = new BudgetWindow("total", Instant.MAX);

    private BudgetStore store;

    /** For subclasses. */
    protected BudgetStoreContract() {}

    /** A new, empty store. */
    protected abstract BudgetStore open();

    /** How many threads race for how much; more for a fast store. */
    protected int raceCalls() {
        return 1_000;
    }

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void should_reserve_up_to_the_limit_and_not_beyond() {
        reserve(claim("a", "0.75", "1"));

        BudgetDecision refused = store.reserve(List.of(claim("a", "0.2500001", "1")));

        assertThat(refused).isInstanceOfSatisfying(BudgetDecision.NoRoom.class, no -> {
            assertThat(no.claim()).isZero();
            assertCount(no.count(), "0", "0.75");
        });
        reserve(claim("a", "0.25", "1"));
        assertCount(store.count("a", DAY), "0", "1");
    }

    @Test
    void should_spend_what_was_used_and_free_the_rest() {
        BudgetHold hold = reserve(claim("a", "1", "1"));

        List<BudgetCount> after = hold.settle(List.of(new BigDecimal("0.3")));

        assertThat(after).hasSize(1);
        assertCount(after.get(0), "0.3", "0");
        assertThat(hold.settle(List.of(new BigDecimal("0.3"))))
                .as("settled twice")
                .isEmpty();
        assertCount(store.count("a", DAY), "0.3", "0");
        reserve(claim("a", "0.7", "1"));
    }

    @Test
    void should_spend_more_than_was_reserved_if_more_was_used() {
        reserve(claim("a", "1", "1")).settle(List.of(new BigDecimal("1.5")));

        assertCount(store.count("a", DAY), "1.5", "0");
        assertThat(store.reserve(List.of(claim("a", "0.1", "1")))).isInstanceOf(BudgetDecision.NoRoom.class);
    }

    @Test
    void should_keep_every_digit_of_a_tiny_amount() {
        for (int i = 0; i < 3; i++) {
            reserve(claim("a", "0.0000000046875", "1")).settle(List.of(new BigDecimal("0.0000000046875")));
        }
        assertCount(store.count("a", DAY), "0.0000000140625", "0");
    }

    @Test
    void should_reserve_in_every_counter_or_in_none() {
        reserve(claim("b", "1", "1"));

        BudgetDecision refused =
                store.reserve(List.of(claim("c", "1", "5"), claim("b", "1", "1"), claim("a", "1", "5")));

        assertThat(refused).isInstanceOfSatisfying(BudgetDecision.NoRoom.class, no -> assertThat(no.claim())
                .isEqualTo(1));
        assertCount(store.count("a", DAY), "0", "0");
        assertCount(store.count("c", DAY), "0", "0");
    }

    @Test
    void should_give_counts_and_take_amounts_in_the_order_of_the_claims() {
        BudgetDecision decision = store.reserve(List.of(claim("乙", "2", "9"), claim("甲", "1", "9")));

        assertThat(decision).isInstanceOfSatisfying(BudgetDecision.Reserved.class, reserved -> {
            assertCount(reserved.counts().get(0), "0", "2");
            assertCount(reserved.counts().get(1), "0", "1");
            List<BudgetCount> after = reserved.hold().settle(List.of(BigDecimal.TEN, BigDecimal.ONE));
            assertCount(after.get(0), "10", "0");
            assertCount(after.get(1), "1", "0");
            assertThatThrownBy(() -> reserved.hold().settle(List.of(BigDecimal.ONE)))
                    .isInstanceOf(IllegalArgumentException.class);
        });
        assertCount(store.count("乙", DAY), "10", "0");
    }

    @Test
    void should_count_windows_apart_and_settle_in_the_window_of_the_reservation() {
        BudgetHold today = reserve(claim("a", "1", "1"));
        BudgetWindow tomorrow = new BudgetWindow("2026-11-25", DAY.end());

        BudgetDecision next = store.reserve(List.of(new BudgetClaim("a", tomorrow, BigDecimal.ONE, BigDecimal.ONE)));
        today.settle(List.of(BigDecimal.ONE));

        assertThat(next).isInstanceOf(BudgetDecision.Reserved.class);
        assertCount(store.count("a", DAY), "1", "0");
        assertCount(store.count("a", tomorrow), "0", "1");
        assertThat(store.count("a", ALL_TIME)).isEqualTo(BudgetCount.NONE);
    }

    @Test
    void should_count_without_a_limit_where_none_is_given() {
        reserve(claim("a", "1", "1"));
        reserve(claim("a", "5", null)).settle(List.of(BigDecimal.valueOf(5)));

        assertCount(store.count("a", DAY), "5", "1");
    }

    @Test
    void should_serve_exactly_what_the_limit_is_worth_however_many_threads_race() throws Exception {
        int limit = raceCalls();
        int threads = Math.min(256, limit);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Integer>> served = new ArrayList<>();
        try {
            for (int t = 0; t < threads; t++) {
                served.add(pool.submit(() -> {
                    start.await();
                    return race(limit);
                }));
            }
            start.countDown();
            int sum = 0;
            for (Future<Integer> each : served) {
                sum += each.get();
            }
            assertThat(sum).isEqualTo(limit);
            assertCount(store.count("race", ALL_TIME), String.valueOf(limit), "0");
            assertCount(store.count("second", ALL_TIME), String.valueOf(limit), "0");
        } finally {
            pool.shutdownNow();
        }
    }

    /** Calls until the budget is used up; one in three fails and is made again. */
    private int race(int limit) {
        int served = 0;
        BudgetClaim one = new BudgetClaim("race", ALL_TIME, BigDecimal.ONE, BigDecimal.valueOf(limit));
        BudgetClaim other = new BudgetClaim("second", ALL_TIME, BigDecimal.ONE, null);
        while (true) {
            BudgetDecision decision = store.reserve(List.of(one, other));
            if (decision instanceof BudgetDecision.Reserved reserved) {
                boolean fails = ThreadLocalRandom.current().nextInt(3) == 0;
                BigDecimal used = fails ? BigDecimal.ZERO : BigDecimal.ONE;
                reserved.hold().settle(List.of(used, used));
                served += fails ? 0 : 1;
            } else if (store.count("race", ALL_TIME).spent().intValueExact() == limit) {
                return served;
            } else {
                Thread.onSpinWait();
            }
        }
    }

    private BudgetHold reserve(BudgetClaim claim) {
        BudgetDecision decision = store.reserve(List.of(claim));
        assertThat(decision).isInstanceOf(BudgetDecision.Reserved.class);
        return ((BudgetDecision.Reserved) decision).hold();
    }

    private static BudgetClaim claim(String counter, String amount, @Nullable String limit) {
        return new BudgetClaim(counter, DAY, new BigDecimal(amount), limit == null ? null : new BigDecimal(limit));
    }

    private static void assertCount(BudgetCount count, String spent, String reserved) {
        assertThat(count.spent()).as("spent").isEqualByComparingTo(spent);
        assertThat(count.reserved()).as("reserved").isEqualByComparingTo(reserved);
    }
}
