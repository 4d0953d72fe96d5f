package io.llmops.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.ledger.Attempt;
import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.ErrorClass;
import io.llmops.api.ledger.KnowledgeUse;
import io.llmops.api.ledger.Outcome;
import io.llmops.api.ledger.PassageUse;
import io.llmops.api.model.CallContext;
import io.llmops.api.model.Money;
import io.llmops.api.model.TokenClass;
import io.llmops.api.model.Usage;
import io.llmops.core.text.DisplayWidth;
import io.llmops.test.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    private final InMemoryLedgerStore store = new InMemoryLedgerStore();
    private final FakeClock clock = FakeClock.at(START.plus(Duration.ofHours(23).plusMinutes(30)));
    private final Ledger ledger = Ledger.of(store, clock);
    private int ids;

    @Test
    void should_group_by_any_dimensions_and_by_time() {
        add("客服", 0, r -> r.context(CallContext.tenant("acme")).usage(Usage.of(600, 60)));
        add("客服", 10, r -> r.context(CallContext.tenant("acme")).usage(Usage.of(60, 0)));
        add("客服", 70, r -> r.context(CallContext.tenant("acme")));
        add("triage", 70, r -> r);
        GroupedReport report = ledger.by(Dimension.SCENARIO, Dimension.TENANT)
                .every(Duration.ofHours(1))
                .from(START)
                .to(START.plus(Duration.ofHours(2)))
                .report();
        assertThat(report.groups())
                .extracting(
                        g -> g.from().toString().substring(11, 16),
                        g -> g.of(Dimension.SCENARIO).orElse("-"),
                        g -> g.of(Dimension.TENANT).orElse("-"),
                        LedgerGroup::calls)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("00:00", "客服", "acme", 2L),
                        org.assertj.core.groups.Tuple.tuple("01:00", "triage", "-", 1L),
                        org.assertj.core.groups.Tuple.tuple("01:00", "客服", "acme", 1L));
        assertThat(report.groups().get(0).tokensPerMinute()).isEqualTo(12.0);
        assertThatThrownBy(() -> report.groups().get(0).of(Dimension.MODEL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MODEL");
    }

    @Test
    void should_cut_days_at_the_midnight_of_the_zone_also_where_a_day_has_25_hours() {
        // In New York clocks went back on 2026-11-01, from 02:00 to 01:00.
        add("a", Duration.between(START, Instant.parse("2026-11-01T04:00:00Z")).toMinutes(), r -> r);
        add("a", Duration.between(START, Instant.parse("2026-11-02T04:59:00Z")).toMinutes(), r -> r);
        add("a", Duration.between(START, Instant.parse("2026-11-02T05:00:00Z")).toMinutes(), r -> r);
        List<LedgerGroup> days = ledger.by()
                .every(Duration.ofDays(1))
                .zone(ZoneId.of("America/New_York"))
                .from(START)
                .to(START.plus(Duration.ofDays(3)))
                .report()
                .groups();
        assertThat(days).extracting(LedgerGroup::calls).containsExactly(2L, 1L);
        assertThat(Duration.between(days.get(0).from(), days.get(0).to())).isEqualTo(Duration.ofHours(25));
    }

    @Test
    void should_give_rates_with_what_they_are_of() {
        add(
                "s",
                0,
                r -> r.attempts(List.of(
                        Attempt.builder("a")
                                .failure("timeout", ErrorClass.TIMEOUT)
                                .build(),
                        Attempt.builder("b").kind(Attempt.Kind.FALLBACK).build())));
        add("s", 1, r -> r.outcome(Outcome.CACHED));
        add("s", 2, r -> r.outcome(Outcome.REFUSED_BUDGET).errorClass(ErrorClass.BUDGET));
        add("s", 3, r -> r.outcome(Outcome.ERROR).errorClass(ErrorClass.RATE_LIMIT));
        add("s", 4, r -> r.degraded(true)
                .usage(Usage.builder()
                        .tokens(TokenClass.FRESH_INPUT, 300)
                        .tokens(TokenClass.CACHE_READ, 100)
                        .build()));
        LedgerGroup all = ledger.by().report().groups().get(0);
        assertThat(all.calls()).isEqualTo(5);
        assertThat(all.fellBack()).isEqualTo(new Share(1, 3));
        assertThat(all.cached()).isEqualTo(new Share(1, 4));
        assertThat(all.degraded()).isEqualTo(new Share(1, 3));
        assertThat(all.cachedInput()).isEqualTo(new Share(100, 400));
        assertThat(all.errors()).containsExactly(java.util.Map.entry(ErrorClass.RATE_LIMIT, 1L));
    }

    @Test
    void should_print_an_aligned_table_with_chinese_names_and_marks_for_estimates() {
        add("客服", 0, r -> r.usage(Usage.of(1_000, 10)).cost(Money.usd("0.5")).latency(Duration.ofMillis(420)));
        add("triage", 0, r -> r.usage(Usage.builder()
                        .tokens(TokenClass.OUTPUT, 7)
                        .quality(Usage.Quality.ESTIMATED)
                        .build())
                .cost(Money.usd("0.25")));
        List<String> lines =
                ledger.by(Dimension.SCENARIO).report().toString().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.stream().map(DisplayWidth::of)).containsOnly(DisplayWidth.of(lines.get(0)));
        assertThat(lines.get(2).split("  +"))
                .startsWith("triage", "1", "~0", "~7")
                .contains("~0.25 USD");
        assertThat(lines.get(3).split("  +"))
                .startsWith("客服", "1", "1,000", "10")
                .contains("420 ms");
        assertThat(lines.get(0)).doesNotContain("fell back", "embeddings");
    }

    @Test
    void should_quote_cells_that_a_spreadsheet_would_run() {
        for (String name : List.of("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", " =1", "a,\"b\"\n=1")) {
            add(name, 0, r -> r);
        }
        String csv = ledger.by(Dimension.SCENARIO).report().toCsv();
        assertThat(csv)
                .contains("\"'=1+1\"", "\"'+1\"", "\"'-1\"", "\"'@SUM(A1)\"", "\"'\t=1\"", "\"'＝1\"", "\"' =1\"");
        assertThat(csv).contains("\"a,\"\"b\"\"\n=1\"").startsWith("from,to,scenario,calls,");
        assertThat(csv.split("\r\n")).hasSize(9);
    }

    @Test
    void should_give_exact_figures_as_json() {
        add("客服", 0, r -> r.usage(Usage.of(3, 4)).cost(Money.usd("4.6875E-9")).latency(Duration.ofNanos(1_234_567)));
        assertThat(ledger.by(Dimension.SCENARIO).report().toJson())
                .contains("\"scenario\" : \"客服\"", "\"cost_usd\" : \"0.0000000046875\"", "\"latency_p50_ms\" : 1.235")
                .contains("\"tokens_output\" : 4", "\"lost_records\" : 0");
    }

    @Test
    void should_say_in_every_report_how_many_records_were_lost() {
        LedgerWriter writer = new LedgerWriter(store);
        writer.close();
        writer.write(CallRecord.builder("late", START, CallKind.CHAT, "s").build());
        add("s", 0, r -> r);
        Ledger losing = Ledger.of(store, clock, writer);
        Duration day = Duration.ofDays(2);
        assertThat(Stream.of(
                        losing.by().since(day).report().toString(),
                        losing.scenario("s", day).toString(),
                        losing.contentFilter(day).toString(),
                        MonitorTable.render(losing.scenarios(day))))
                .allSatisfy(text -> assertThat(text).contains("lost", "1 records of this time"));
        assertThat(losing.by().since(day).report().toCsv()).endsWith(",1\r\n");
    }

    @Test
    void should_find_the_document_that_makes_the_provider_refuse() {
        for (int i = 0; i < 20; i++) {
            boolean refused = i % 4 == 0;
            List<String> documents = refused ? List.of("everywhere.md", "合同.md") : List.of("everywhere.md", "leave.md");
            add("s", i, r -> r.outcome(refused ? Outcome.ERROR : Outcome.OK)
                    .errorClass(refused ? ErrorClass.CONTENT_FILTER : null)
                    .knowledge(new KnowledgeUse(
                            "kb",
                            true,
                            1,
                            documents.stream()
                                    .map(d -> new PassageUse(d, d + "#1", 1, false))
                                    .toList())));
        }
        ContentFilterReport report = ledger.contentFilter(Duration.ofDays(2));
        assertThat(report.refused()).isEqualTo(new Share(5, 20));
        assertThat(report.documents())
                .containsExactly(
                        new ContentFilterReport.DocumentRefusals("合同.md", new Share(5, 5)),
                        new ContentFilterReport.DocumentRefusals("everywhere.md", new Share(5, 20)));
        assertThat(report.toString()).contains("25.0% (5 of 20)", "合同.md");
    }

    @Test
    void should_find_questions_with_differing_answers_and_no_others() {
        answered("a", "q1", "x");
        answered("a", "q1", "y");
        answered("a", "q1", "x");
        answered("b", "q1", "z");
        answered("a", "q2", "x");
        answered("a", "q2", "x");
        add("a", 0, r -> r.fingerprints("q3", null));
        assertThat(ledger.repeatedQuestions(Duration.ofDays(2)).questions())
                .singleElement()
                .satisfies(q -> {
                    assertThat(q.scenario()).isEqualTo("a");
                    assertThat(q.times()).isEqualTo(3);
                    assertThat(q.answers()).isEqualTo(2);
                    assertThat(q.calls()).hasSize(3);
                });
    }

    @Test
    void should_alert_once_when_tokens_a_minute_pass_the_baseline_and_again_after_they_fell() {
        List<TokenRateAlert> heard = new ArrayList<>();
        try (TokenRateWatch watch = ledger.watchTokens(
                w -> w.window(Duration.ofMinutes(5))
                        .baseline(Duration.ofHours(2))
                        .factor(3),
                heard::add)) {
            for (int minute = 0; minute < 120; minute++) {
                int at = minute;
                add("客服", at, r -> r.usage(Usage.of(1_000, 0)));
                add("steady", at, r -> r.usage(Usage.of(1_000, 0)));
            }
            clock.set(START.plus(Duration.ofHours(2)));
            assertThat(watch.check()).isEmpty();
            add("客服", 119, r -> r.usage(Usage.of(40_000, 0)));
            add("new", 119, r -> r.usage(Usage.of(900_000, 0)));
            assertThat(watch.check()).singleElement().satisfies(a -> {
                assertThat(a.group()).isEqualTo("客服");
                assertThat(a.perMinute()).isEqualTo(9_000);
                assertThat(a.baseline().orElseThrow()).isEqualTo(1_000);
                assertThat(a).hasToString("客服: 9,000 tokens a minute, 1,000 before");
            });
            assertThat(watch.check()).as("still high").isEmpty();
            clock.set(START.plus(Duration.ofMinutes(130)));
            add("客服", 129, r -> r.usage(Usage.of(1_000, 0)));
            assertThat(watch.check()).isEmpty();
            add("客服", 129, r -> r.usage(Usage.of(90_000, 0)));
            assertThat(watch.check()).hasSize(1);
        }
        assertThat(heard).extracting(TokenRateAlert::group).containsExactly("客服", "客服");
    }

    @Test
    void should_alert_a_group_without_a_baseline_only_above_a_fixed_limit() {
        clock.set(START.plus(Duration.ofMinutes(5)));
        add("new", 4, r -> r.usage(Usage.of(50_001, 0)));
        try (TokenRateWatch watch = ledger.watchTokens(w -> w.limit(10_000), a -> {
            throw new IllegalStateException("a listener that fails");
        })) {
            assertThat(watch.check()).singleElement().satisfies(a -> assertThat(a.baseline())
                    .isEmpty());
        }
    }

    @Test
    void should_delete_what_is_too_old_by_scenario_and_content_before_its_record() {
        add("客服", 0, r -> r.content(ContentsTest.content()));
        add("hr", 0, r -> r.content(ContentsTest.content()));
        add("hr", 60 * 23, r -> r.content(ContentsTest.content()));
        Retention retention = Retention.builder()
                .records(Duration.ofDays(30))
                .content(Duration.ofHours(12))
                .scenario("hr", r -> r.records(Duration.ofHours(12)))
                .build();
        assertThat(retention.apply(store, clock.instant())).isEqualTo(1);
        List<CallRecord> left = ledger.records(io.llmops.api.ledger.LedgerQuery.all());
        assertThat(left).extracting(CallRecord::scenario).containsExactly("客服", "hr");
        assertThat(left.get(0).content()).isEmpty();
        assertThat(left.get(1).content()).isPresent();
        assertThatThrownBy(() -> Retention.builder()
                        .records(Duration.ofDays(1))
                        .content(Duration.ofDays(2))
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PT48H");
    }

    private void answered(String scenario, String question, String answer) {
        add(scenario, 0, r -> r.fingerprints(question, answer));
    }

    private void add(String scenario, long minute, UnaryOperator<CallRecord.Builder> settings) {
        store.append(List.of(settings.apply(CallRecord.builder(
                        "r" + ids++, START.plus(Duration.ofMinutes(minute)), CallKind.CHAT, scenario))
                .build()));
    }
}
