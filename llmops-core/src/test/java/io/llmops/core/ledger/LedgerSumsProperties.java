package io.llmops.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.Outcome;
import io.llmops.api.model.CallContext;
import io.llmops.api.model.Money;
import io.llmops.api.model.TokenClass;
import io.llmops.api.model.Usage;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Token classes are disjoint, and no sum hides an unknown or an estimate, whatever the records are. */
class LedgerSumsProperties {

    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    @Property
    void every_token_is_in_exactly_one_class(@ForAll("usages") Usage usage) {
        long sum = 0;
        for (TokenClass c : TokenClass.values()) {
            sum += usage.tokens(c);
        }
        assertThat(usage.input() + usage.output()).isEqualTo(usage.total()).isEqualTo(sum);
        assertThat(usage.input())
                .isEqualTo(usage.tokens(TokenClass.FRESH_INPUT)
                        + usage.tokens(TokenClass.CACHE_READ)
                        + usage.tokens(TokenClass.CACHE_WRITE));
    }

    @Property
    void a_sum_is_that_of_each_class_and_as_good_as_its_worst_part(
            @ForAll("usages") Usage a, @ForAll("usages") Usage b, @ForAll("usages") Usage c) {
        for (TokenClass tokenClass : TokenClass.values()) {
            assertThat(a.plus(b).tokens(tokenClass)).isEqualTo(a.tokens(tokenClass) + b.tokens(tokenClass));
        }
        assertThat(a.plus(b)).isEqualTo(b.plus(a));
        assertThat(a.plus(b).plus(c)).isEqualTo(a.plus(b.plus(c)));
        assertThat(a.plus(Usage.none())).isEqualTo(a);
        assertThat(a.plus(Usage.unknown()).isKnown()).isFalse();
        assertThat(a.plus(b).quality()).isGreaterThanOrEqualTo(a.quality());
    }

    @Property(tries = 200)
    void the_rows_of_a_report_add_up_to_the_whole_whatever_it_is_by(@ForAll("records") List<CallRecord> records) {
        Ledger ledger = ledger(records);
        LedgerGroup whole = only(ledger.by());
        for (Dimension dimension : Dimension.values()) {
            List<LedgerGroup> rows = ledger.by(dimension)
                    .every(Duration.ofMinutes(7))
                    .from(START)
                    .to(START.plus(Duration.ofDays(1)))
                    .report()
                    .groups();
            assertThat(rows.stream().mapToLong(LedgerGroup::calls).sum()).isEqualTo(whole.calls());
            assertThat(rows.stream().mapToLong(g -> g.tokens().unknown()).sum())
                    .isEqualTo(whole.tokens().unknown());
            assertThat(rows.stream().mapToLong(g -> g.tokens().estimated()).sum())
                    .isEqualTo(whole.tokens().estimated());
            assertThat(rows.stream().map(g -> g.tokens().usage()).reduce(Usage.none(), Usage::plus))
                    .isEqualTo(whole.tokens().usage());
            Money cost = rows.stream().flatMap(g -> g.cost().in("USD").stream()).reduce(Money.zero("USD"), Money::plus);
            assertThat(cost).isEqualTo(whole.cost().in("USD").orElse(Money.zero("USD")));
        }
    }

    @Property(tries = 200)
    void an_unknown_or_an_estimate_in_a_sum_is_seen_in_it(@ForAll("records") List<CallRecord> records) {
        LedgerGroup whole = only(ledger(records).by());
        long unknown = records.stream().filter(r -> !r.usage().isKnown()).count();
        long estimated = records.stream()
                .filter(r -> r.usage().quality() == Usage.Quality.ESTIMATED)
                .count();
        assertThat(whole.tokens().unknown()).isEqualTo(unknown);
        assertThat(whole.tokens().estimated()).isEqualTo(estimated);
        assertThat(whole.tokens().toString().contains("unknown")).isEqualTo(unknown > 0);
        boolean nothingIsKnown =
                unknown == records.size() && whole.tokens().usage().total() == 0;
        assertThat(whole.tokens().toString().contains("estimated")).isEqualTo(estimated > 0 && !nothingIsKnown);
        assertThat(whole.tokens().usage().isKnown()).isEqualTo(unknown == 0);
    }

    @Provide
    Arbitrary<Usage> usages() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 1L << 40).list().ofSize(TokenClass.values().length),
                        Arbitraries.of(Usage.Quality.values()))
                .as((counts, quality) -> {
                    Usage.Builder usage = Usage.builder().quality(quality);
                    Iterator<Long> next = counts.iterator();
                    for (TokenClass c : TokenClass.values()) {
                        usage.tokens(c, next.next());
                    }
                    return usage.build();
                });
    }

    @Provide
    Arbitrary<List<CallRecord>> records() {
        Arbitrary<Money> money = Arbitraries.longs()
                .between(0, 1_000_000)
                .map(n -> Money.of(
                        new BigDecimal(n).multiply(new BigDecimal("4.6875E-9")).toString(), "USD"));
        AtomicInteger ids = new AtomicInteger();
        Arbitrary<CallRecord> record = Combinators.combine(
                        usages(),
                        money.injectNull(0.3),
                        Arbitraries.of("客服", "support", "=1+1"),
                        Arbitraries.integers().between(0, 86_399),
                        Arbitraries.of("acme", "租户"))
                .as((usage, cost, scenario, second, tenant) -> CallRecord.builder(
                                "r" + ids.incrementAndGet(), START.plusSeconds(second), CallKind.CHAT, scenario)
                        .context(CallContext.tenant(tenant))
                        .usage(usage)
                        .cost(cost)
                        .outcome(Outcome.OK)
                        .build());
        return record.list().ofMinSize(1).ofMaxSize(40);
    }

    private static Ledger ledger(List<CallRecord> records) {
        InMemoryLedgerStore store = new InMemoryLedgerStore();
        store.append(new ArrayList<>(records));
        return Ledger.of(store, Clock.fixed(START.plus(Duration.ofDays(1)), ZoneOffset.UTC));
    }

    private static LedgerGroup only(GroupedQuery query) {
        return query.from(START)
                .to(START.plus(Duration.ofDays(1)))
                .report()
                .groups()
                .get(0);
    }
}
