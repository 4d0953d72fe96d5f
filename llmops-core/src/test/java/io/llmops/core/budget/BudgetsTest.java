package io.llmops.core.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.budget.BudgetCount;
import io.llmops.api.budget.BudgetStore;
import io.llmops.api.exception.BudgetExceededException;
import io.llmops.api.model.CallContext;
import io.llmops.api.model.Money;
import io.llmops.api.model.TokenClass;
import io.llmops.api.model.Usage;
import io.llmops.test.FakeClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BudgetsTest {

    private static final CallContext NOBODY = CallContext.empty();

    private final FakeClock clock = FakeClock.at(Instant.parse("2026-11-24T10:00:00Z"));
    private final BudgetStore store = new InMemoryBudgetStore(clock);
    private final List<BudgetAlert> alerts = new ArrayList<>();

    /** A call that may use 10 tokens and one dollar; a tenth of that at the cheaper model. */
    private static final CallBounds CALL = new CallBounds() {
        @Override
        public long tokens() {
            return 10;
        }

        @Override
        public BigDecimal money(String currency, Optional<String> degraded) {
            return degraded.isPresent() ? new BigDecimal("0.1") : BigDecimal.ONE;
        }
    };

    @Test
    void should_refuse_what_could_overshoot_and_name_owner_bound_and_limit() {
        Budgets budgets = budgets(Budget.perDay(Money.usd("1.50")));
        reserve(budgets);

        assertThatThrownBy(() -> reserve(budgets))
                .isInstanceOf(BudgetExceededException.class)
                .hasMessageContainingAll("scenario 'x'", "up to 1.00 USD", "1.00 USD of 1.50 USD a day");
    }

    @Test
    void should_count_tokens_calls_and_money_side_by_side() {
        Budgets budgets =
                budgets(Budget.perDay(Money.usd("9")), Budget.tokens(100).perMinute(), Budget.calls(7));
        reserve(budgets).settle(Usage.of(3, 2), Optional.of(Money.usd("0.25")), this::same);
        reserve(budgets);

        assertThat(counts(budgets, NOBODY)).containsExactly("0.25+1", "5+10", "1+1");
    }

    @Test
    void should_book_all_that_was_set_aside_where_usage_or_cost_is_not_known() {
        Budgets budgets = budgets(Budget.perDay(Money.usd("9")), Budget.tokens(100), Budget.calls(7));
        reserve(budgets).settle(Usage.unknown(), Optional.empty(), this::same);
        whole(reserve(budgets));
        reserve(budgets).release();

        assertThat(counts(budgets, NOBODY)).containsExactly("2+0", "20+0", "2+0");
    }

    @Test
    void should_book_all_that_was_set_aside_where_usage_is_only_estimated() {
        Budgets budgets = budgets(Budget.perDay(Money.usd("9")), Budget.tokens(100), Budget.calls(7));
        Usage estimate = Usage.builder()
                .tokens(TokenClass.OUTPUT, 1)
                .quality(Usage.Quality.ESTIMATED)
                .build();
        reserve(budgets).settle(estimate, Optional.of(Money.usd("0.01")), this::same);

        assertThat(counts(budgets, NOBODY)).containsExactly("1+0", "10+0", "1+0");
    }

    @Test
    void should_begin_a_new_day_at_midnight_of_its_own_zone() {
        Budgets budgets = budgets(Budget.perDay(Money.usd("1")).zone(ZoneId.of("Asia/Shanghai")));
        whole(reserve(budgets));
        clock.set(Instant.parse("2026-11-24T15:59:59.999Z"));
        assertThatThrownBy(() -> reserve(budgets)).isInstanceOf(BudgetExceededException.class);

        clock.advance(Duration.ofMillis(1));

        reserve(budgets);
    }

    @Test
    void should_know_days_of_23_and_25_hours() {
        Budgets budgets = budgets(Budget.perDay(Money.usd("1")).zone(ZoneId.of("Europe/Berlin")));
        clock.set(Instant.parse("2026-03-28T23:00:00Z"));
        whole(reserve(budgets));
        clock.set(Instant.parse("2026-03-29T21:59:59Z"));
        assertThatThrownBy(() -> reserve(budgets)).isInstanceOf(BudgetExceededException.class);
        clock.set(Instant.parse("2026-03-29T22:00:00Z"));
        reserve(budgets);
    }

    @ParameterizedTest
    @EnumSource(names = "TOTAL", mode = EnumSource.Mode.EXCLUDE)
    void should_count_each_period_from_zero(Budget.Period period) {
        Budgets budgets = budgets(Budget.calls(1).period(period));
        whole(reserve(budgets));
        assertThatThrownBy(() -> reserve(budgets)).isInstanceOf(BudgetExceededException.class);
        clock.advance(
                switch (period) {
                    case MINUTE -> Duration.ofMinutes(1);
                    case DAY -> Duration.ofDays(1);
                    case MONTH, TOTAL -> Duration.ofDays(31);
                });
        reserve(budgets);
    }

    @Test
    void should_count_tenants_users_and_runs_apart_and_calls_without_one_together() {
        Budgets budgets = budgets(
                Budget.calls(2).per(Subject.TENANT),
                Budget.calls(1).per(Subject.USER),
                Budget.calls(1).per(Subject.RUN));
        CallContext acme = CallContext.tenant("acme").user("u1").run("r1");
        budgets.reserve("x", acme, CALL, true);
        budgets.reserve("x", acme.user("u2").run("r2"), CALL, true);

        assertThatThrownBy(() -> budgets.reserve("x", acme.user("u3").run("r3"), CALL, true))
                .hasMessageContaining("tenant 'acme'");
        budgets.reserve("x", CallContext.tenant("甲公司").user("u1").run("r1"), CALL, true);
        assertThatThrownBy(() -> budgets.reserve(
                        "x", CallContext.tenant("甲公司").user("u1").run("r9"), CALL, true))
                .hasMessageContaining("user 'u1'");
        reserve(budgets);
        assertThatThrownBy(() -> reserve(budgets)).hasMessageContaining("calls without a user");
    }

    @Test
    void should_go_to_the_cheaper_model_from_a_share_on_and_refuse_at_the_limit() {
        Budgets budgets = budgets(Budget.perDay(Money.usd("2.1")).degradeTo("cheap/model", 0.5));
        BudgetGrant dear = reserve(budgets);
        BudgetGrant cheap = reserve(budgets);

        assertThat(dear.degraded()).isEmpty();
        assertThat(cheap.degraded()).contains("cheap/model");
        assertThat(cheap.again().degraded()).as("a retry").contains("cheap/model");
        for (int i = 0; i < 9; i++) {
            assertThat(reserve(budgets).degraded()).isPresent();
        }
        assertThatThrownBy(() -> reserve(budgets)).isInstanceOf(BudgetExceededException.class);
        assertThatThrownBy(() -> budgets.reserve("x", NOBODY, CALL, false)).isInstanceOf(BudgetExceededException.class);
    }

    @Test
    void should_ask_the_application_and_count_what_it_approves() {
        List<BudgetRequest> asked = new ArrayList<>();
        Budgets budgets = budgets(Budget.perDay(Money.usd("1")).ask(request -> {
            asked.add(request);
            return asked.size() == 1;
        }));
        whole(reserve(budgets));
        BudgetGrant approved = reserve(budgets);
        whole(approved);

        assertThat(approved.overdrawn()).isTrue();
        assertThatThrownBy(() -> reserve(budgets)).isInstanceOf(BudgetExceededException.class);
        assertThat(asked).extracting(BudgetRequest::taken).containsExactly("1.00 USD", "2.00 USD");
        assertThat(counts(budgets, NOBODY)).containsExactly("2+0");
    }

    @Test
    void should_go_on_and_tell_once_a_window_where_only_an_alert_is_asked_for() {
        Budgets budgets = budgets(Budget.calls(1).perDay().alertOnly());
        for (int i = 0; i < 4; i++) {
            whole(reserve(budgets));
        }
        clock.advance(Duration.ofDays(1));
        whole(reserve(budgets));
        reserve(budgets);

        assertThat(alerts).extracting(BudgetAlert::share).containsExactly(1.0, 1.0);
        assertThat(alerts.get(0)).hasToString("scenario 'x': 1 call spent, 100 % of 1 call a day (Z) reached");
    }

    @Test
    void should_tell_each_share_once() {
        Budgets budgets = budgets(Budget.calls(10).per(Subject.TENANT).alertAt(0.8, 0.5));
        for (int i = 0; i < 10; i++) {
            whole(budgets.reserve("x", CallContext.tenant("甲"), CALL, true));
        }
        assertThat(alerts).extracting(BudgetAlert::share).containsExactly(0.5, 0.8);
        assertThat(alerts).extracting(BudgetAlert::subject).containsOnly("tenant '甲'");
    }

    @Test
    void should_keep_the_count_when_the_limit_changes() {
        whole(reserve(budgets(Budget.calls(1).perDay())));
        Budgets raised = budgets(Budget.calls(2).perDay());

        whole(reserve(raised));

        assertThatThrownBy(() -> reserve(raised)).isInstanceOf(BudgetExceededException.class);
    }

    @Test
    void should_never_overshoot_in_100_runs_of_256_threads_and_serve_all_that_it_is_worth() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(256);
        try {
            for (int run = 0; run < 100; run++) {
                Budgets budgets =
                        Budgets.of(List.of(meter(Budget.total(Money.usd("1000")).named("run " + run))));
                CountDownLatch start = new CountDownLatch(1);
                List<Future<Integer>> served = new ArrayList<>();
                for (int t = 0; t < 256; t++) {
                    served.add(pool.submit(() -> {
                        start.await();
                        return race(budgets);
                    }));
                }
                start.countDown();
                int sum = 0;
                for (Future<Integer> each : served) {
                    sum += each.get();
                }
                assertThat(sum).as("run %d", run).isEqualTo(1_000);
                assertThat(counts(budgets, NOBODY)).as("run %d", run).containsExactly("1000+0");
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** One in five calls fails unbilled; a refusal ends it only when all is spent, since others may fail yet. */
    private int race(Budgets budgets) {
        int served = 0;
        while (true) {
            try {
                BudgetGrant grant = reserve(budgets);
                if (ThreadLocalRandom.current().nextInt(5) == 0) {
                    grant.release();
                } else {
                    grant.settle(Usage.of(1, 1), Optional.of(Money.usd("1")), this::same);
                    served++;
                }
            } catch (BudgetExceededException e) {
                BudgetCount count = budgets.meters().get(0).count("x", NOBODY);
                assertThat(count.taken()).isLessThanOrEqualTo(BigDecimal.valueOf(1_000));
                if (count.spent().compareTo(BigDecimal.valueOf(1_000)) == 0) {
                    return served;
                }
            }
        }
    }

    @Test
    void should_reject_what_makes_no_sense() {
        assertThatThrownBy(() -> Budget.perDay(Money.usd("0"))).hasMessageContaining("positive, but is 0");
        assertThatThrownBy(() -> Budget.tokens(-5)).hasMessageContaining("-5");
        assertThatThrownBy(() -> Budget.calls(1).alertAt(80)).hasMessageContaining("80");
        assertThatThrownBy(() -> Budget.calls(1).degradeTo("m", 0)).hasMessageContaining("0.0");
    }

    private Optional<Money> same(Money money, String currency) {
        return Optional.of(money).filter(m -> m.currency().equals(currency));
    }

    private Budgets budgets(Budget... budgets) {
        return Budgets.of(List.of(budgets).stream().map(this::meter).toList());
    }

    private BudgetMeter meter(Budget budget) {
        return new BudgetMeter("scenario 'x'", budget, store, clock, new BudgetAlerts(alerts::add));
    }

    /** Ends a call of which nothing is known. */
    private static void whole(BudgetGrant grant) {
        grant.settle(Usage.unknown(), Optional.empty(), (money, currency) -> Optional.of(money));
    }

    private static BudgetGrant reserve(Budgets budgets) {
        return budgets.reserve("x", NOBODY, CALL, true);
    }

    private static List<String> counts(Budgets budgets, CallContext context) {
        return budgets.meters().stream()
                .map(m -> m.count("x", context))
                .map(c -> c.spent().stripTrailingZeros().toPlainString() + "+"
                        + c.reserved().stripTrailingZeros().toPlainString())
                .toList();
    }
}
