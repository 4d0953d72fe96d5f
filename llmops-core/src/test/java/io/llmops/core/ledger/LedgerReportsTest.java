package io.llmops.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.KnowledgeUse;
import io.llmops.api.ledger.Outcome;
import io.llmops.api.ledger.PassageUse;
import io.llmops.api.ledger.Severity;
import io.llmops.api.ledger.WordMatch;
import io.llmops.api.ledger.WordMatch.Stage;
import io.llmops.api.model.Money;
import io.llmops.api.model.TokenClass;
import io.llmops.api.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LedgerReportsTest {

    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-11-02T00:00:00Z");

    private final InMemoryLedgerStore store = new InMemoryLedgerStore();
    private int next;

    @Test
    void should_count_calls_by_kind_and_end_with_embeddings_apart() {
        add(CallKind.CHAT, r -> {});
        add(CallKind.STREAM, r -> r.outcome(Outcome.CACHED));
        add(CallKind.CHAT, r -> r.outcome(Outcome.NOT_IN_KNOWLEDGE));
        add(CallKind.CHAT, r -> r.outcome(Outcome.REFUSED_BUDGET));
        add(CallKind.CHAT, r -> r.outcome(Outcome.REFUSED_GUARD));
        add(CallKind.CHAT, r -> r.outcome(Outcome.ERROR).error("timeout"));
        add(CallKind.CHAT, r -> r.outcome(Outcome.ERROR).error("timeout"));
        add(CallKind.CHAT, r -> r.outcome(Outcome.ERROR));
        add(CallKind.EMBEDDING, r -> r.usage(Usage.of(50, 0)));
        ScenarioReport report = report();
        assertThat(report.calls()).isEqualTo(8);
        assertThat(report.calls(CallKind.STREAM)).isEqualTo(1);
        assertThat(report.calls(CallKind.EMBEDDING)).isEqualTo(1);
        assertThat(report.answered()).isEqualTo(2);
        assertThat(report.outcome(Outcome.NOT_IN_KNOWLEDGE)).isEqualTo(1);
        assertThat(report.outcome(Outcome.REFUSED_BUDGET)).isEqualTo(1);
        assertThat(report.outcome(Outcome.REFUSED_GUARD)).isEqualTo(1);
        assertThat(report.errors()).containsExactly(Map.entry("timeout", 2L), Map.entry("unknown", 1L));
        assertThat(report.tokens().calls()).isEqualTo(8);
        assertThat(report.embeddingTokens().usage().input()).isEqualTo(50);
    }

    @Test
    void should_sum_tokens_by_class_and_count_calls_with_unknown_usage() {
        add(
                CallKind.CHAT,
                r -> r.usage(Usage.builder()
                        .tokens(TokenClass.FRESH_INPUT, 1_000)
                        .tokens(TokenClass.CACHE_READ, 200)
                        .tokens(TokenClass.OUTPUT, 30)
                        .tokens(TokenClass.REASONING, 7)
                        .build()));
        add(CallKind.CHAT, r -> r.usage(Usage.of(500, 5)));
        add(CallKind.CHAT, r -> r.usage(Usage.unknown()));
        TokenReport tokens = report().tokens();
        assertThat(tokens.of(TokenClass.FRESH_INPUT)).isEqualTo(1_500);
        assertThat(tokens.of(TokenClass.REASONING)).isEqualTo(7);
        assertThat(tokens.unknown()).isEqualTo(1);
        assertThat(tokens).hasToString("1,700 in (200 cache read), 42 out (7 reasoning); unknown for 1 of 3 calls");
    }

    @Test
    void should_sum_money_exactly_by_currency_and_never_take_unknown_for_nothing() {
        add(CallKind.CHAT, r -> r.usage(Usage.of(1, 1)).cost(Money.usd("4.6875E-9")));
        add(CallKind.EMBEDDING, r -> r.usage(Usage.of(1, 0)).cost(Money.usd("0.1")));
        add(CallKind.CHAT, r -> r.usage(Usage.of(1, 1)).cost(Money.cny("3")));
        add(CallKind.CHAT, r -> r.usage(Usage.unknown()));
        add(CallKind.CHAT, r -> r.usage(Usage.of(5, 5)));
        add(CallKind.CHAT, r -> r.outcome(Outcome.REFUSED_BUDGET));
        CostReport cost = report().cost();
        assertThat(cost.in("USD")).contains(Money.usd("0.1000000046875"));
        assertThat(cost.in("CNY")).contains(Money.cny("3"));
        assertThat(cost.unknown()).isEqualTo(2);
        assertThat(cost).hasToString("3.00 CNY + 0.1000 USD; unknown for 2 of 6 calls");
    }

    @Test
    void should_print_unknown_and_never_zero() {
        add(CallKind.CHAT, r -> r.usage(Usage.unknown()));
        ScenarioReport report = report();
        assertThat(report.cost()).hasToString("unknown (1 of 1 calls)");
        assertThat(report.tokens()).hasToString("unknown (1 of 1 calls)");
        assertThat(report.knowledge().hits()).hasToString("unknown (0 of 0)");
        assertThat(MonitorTable.render(List.of(report))
                        .lines()
                        .skip(2)
                        .findFirst()
                        .orElseThrow()
                        .split("  +"))
                .containsExactly(
                        "客服", "1", "unknown (0 of 0)", "unknown", "0.0% (0 of 1)", "unknown", "unknown", "unknown");
    }

    @Test
    void should_give_percentiles_by_nearest_rank_over_calls_that_were_not_refused() {
        for (int i = 1; i <= 200; i++) {
            Duration took = Duration.ofMillis(i);
            add(CallKind.STREAM, r -> r.latency(took).timeToFirstToken(took.dividedBy(10)));
        }
        add(CallKind.CHAT, r -> r.outcome(Outcome.REFUSED_GUARD).latency(Duration.ofHours(1)));
        ScenarioReport report = report();
        assertThat(report.latency().p50()).contains(Duration.ofMillis(100));
        assertThat(report.latency().p99()).contains(Duration.ofMillis(198));
        assertThat(report.timeToFirstToken().p99())
                .contains(Duration.ofMillis(198).dividedBy(10));
    }

    @Test
    void should_give_the_percentile_of_few_values() {
        assertThat(report().latency().p99()).isEmpty();
        assertThat(report().latency()).hasToString("unknown");
        add(CallKind.CHAT, r -> r.latency(Duration.ofSeconds(3)));
        assertThat(report().latency().p50()).contains(Duration.ofSeconds(3));
        assertThat(report().latency()).hasToString("p50 3.00 s, p99 3.00 s");
    }

    @Test
    void should_measure_knowledge_with_counts() {
        knowledge(true, 0.9, true);
        knowledge(true, 0.7, false);
        knowledge(false, 0.2, false);
        add(CallKind.CHAT, r -> r.outcome(Outcome.NOT_IN_KNOWLEDGE)
                .knowledge(new KnowledgeUse("手册", false, 0, List.of())));
        add(CallKind.CHAT, r -> {});
        KnowledgeReport knowledge = report().knowledge();
        assertThat(knowledge.questions()).isEqualTo(4);
        assertThat(knowledge.hits()).hasToString("50.0% (2 of 4)");
        assertThat(knowledge.meanRelevance().orElseThrow()).isEqualTo(0.45, offset(1e-12));
        assertThat(knowledge.medianRelevance().orElseThrow()).isEqualTo(0.45, offset(1e-12));
        assertThat(knowledge.cited()).isEqualTo(new Share(1, 3));
    }

    @Test
    void should_say_which_document_brings_the_words_in() {
        words(word("夜莺", "project", Stage.PASSAGE, "D.md"), word("夜莺", "project", Stage.PASSAGE, "D.md"));
        words(word("夜莺", "project", Stage.PASSAGE, "D.md"), word("x", "person", Stage.INPUT, null));
        words(word("夜莺", "project", Stage.PASSAGE, "D.md"), word("夜莺", "project", Stage.OUTPUT, null));
        words();
        WordReport words = report().words();
        assertThat(words.calls()).isEqualTo(new Share(3, 4));
        assertThat(words.byCategory()).containsExactly(Map.entry("project", 5L), Map.entry("person", 1L));
        assertThat(words.byStage()).containsEntry(Stage.PASSAGE, 4L).containsEntry(Stage.INPUT, 1L);
        assertThat(words.through("D.md")).hasToString("66.7% (4 of 6)");
        assertThat(words.through("other.md")).isEqualTo(new Share(0, 6));
    }

    @Test
    void should_keep_to_the_scenario_and_the_span() {
        add(CallKind.CHAT, r -> {});
        store.append(List.of(
                CallRecord.builder("other", FROM, CallKind.CHAT, "other").build(),
                CallRecord.builder("late", TO, CallKind.CHAT, "客服").build()));
        assertThat(report().calls()).isEqualTo(1);
        assertThat(LedgerReports.all(store, FROM, TO))
                .extracting(ScenarioReport::scenario)
                .containsExactly("other", "客服");
    }

    @Test
    void should_read_well() {
        knowledge(true, 0.81, true);
        add(CallKind.STREAM, r -> r.outcome(Outcome.CACHED).latency(Duration.ofMillis(3)));
        add(CallKind.CHAT, r -> r.outcome(Outcome.ERROR)
                .error("rate-limit")
                .usage(Usage.unknown())
                .latency(Duration.ofMillis(1900)));
        words(word("夜莺", "project", Stage.PASSAGE, "手册.md"));
        assertThat(report()).hasToString("""
            客服, 2026-11-01T00:00:00Z to 2026-11-02T00:00:00Z
              calls       4 (1 streamed), 3 answered, 1 from cache, 1 failed
              errors      rate-limit 1
              tokens      1,000 in, 50 out; unknown for 1 of 4 calls
              cost        0.0012 USD; unknown for 1 of 4 calls
              latency     p50 420 ms, p99 1.90 s
              knowledge   hit 100.0% (1 of 1), cited 100.0% (1 of 1)
              relevance   mean 0.81, median 0.81
              words       hit 25.0% (1 of 4); project 1
                          found in passage 1
                          100.0% (1 of 1) came in through 手册.md\
            """);
    }

    @Test
    void should_keep_columns_aligned_under_chinese_names() {
        knowledge(true, 0.81, true);
        store.append(List.of(
                CallRecord.builder("x", FROM, CallKind.CHAT, "support-en").build()));
        assertThat(MonitorTable.render(LedgerReports.all(store, FROM, TO))).isEqualTo("""
            scenario    calls          hit rate  relevance  sensitive words  tokens in  tokens out        cost
            ----------  -----  ----------------  ---------  ---------------  ---------  ----------  ----------
            support-en      1  unknown (0 of 0)    unknown    0.0% (0 of 1)          0           0        none
            客服            1   100.0% (1 of 1)       0.81    0.0% (0 of 1)      1,000          50  0.0012 USD
            """);
    }

    private ScenarioReport report() {
        return LedgerReports.scenario(store, "客服", FROM, TO);
    }

    private void add(CallKind kind, Consumer<CallRecord.Builder> change) {
        CallRecord.Builder builder = CallRecord.builder("r" + next, FROM.plusSeconds(next), kind, "客服");
        next++;
        change.accept(builder);
        store.append(List.of(builder.build()));
    }

    private void knowledge(boolean hit, double top, boolean cited) {
        add(CallKind.CHAT, r -> r.usage(Usage.of(1_000, 50))
                .latency(Duration.ofMillis(420))
                .cost(Money.usd("0.0012"))
                .knowledge(new KnowledgeUse("手册", hit, top, List.of(new PassageUse("手册.md", "手册.md#1", top, cited)))));
    }

    private void words(WordMatch... matches) {
        add(CallKind.CHAT, r -> r.latency(Duration.ofMillis(500)).wordMatches(List.of(matches)));
    }

    private static WordMatch word(
            String word, String category, Stage stage, @org.jspecify.annotations.Nullable String document) {
        WordMatch.Origin origin = document == null ? null : new WordMatch.Origin(document, null);
        return new WordMatch(word, category, Severity.MEDIUM, stage, origin, 0);
    }
}
