package io.llmops.core.monitor;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.CapturedContent;
import io.llmops.api.ledger.ContentCapture;
import io.llmops.api.ledger.ErrorClass;
import io.llmops.api.ledger.Feedback;
import io.llmops.api.ledger.KnowledgeUse;
import io.llmops.api.ledger.Outcome;
import io.llmops.api.ledger.PassageUse;
import io.llmops.api.ledger.Severity;
import io.llmops.api.ledger.WordMatch;
import io.llmops.api.model.CallContext;
import io.llmops.core.ledger.InMemoryLedgerStore;
import io.llmops.core.ledger.Ledger;
import io.llmops.core.ledger.Share;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnowledgeMonitorTest {

    /** A Tuesday. */
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final InMemoryLedgerStore store = new InMemoryLedgerStore();
    private final Ledger ledger = Ledger.of(store, Clock.fixed(NOW, ZoneOffset.UTC));
    private int next;

    @Test
    void should_tell_hit_rate_and_empty_rate_of_one_knowledge_base_with_their_denominators() {
        ask(NOW.minusSeconds(3), use(true, 0.9), r -> r);
        ask(NOW.minusSeconds(2), use(false, 0.3), r -> r.outcome(Outcome.NOT_IN_KNOWLEDGE));
        ask(NOW.minusSeconds(1), use(false, 0), r -> r.outcome(Outcome.NOT_IN_KNOWLEDGE));
        ask(NOW, new KnowledgeUse("other", true, 0.8, List.of()), r -> r);
        ask(NOW.minus(Duration.ofDays(60)), use(true, 0.9), r -> r);
        KnowledgeUsage usage = monitor().report();
        assertThat(usage.hits()).isEqualTo(new Share(1, 3));
        assertThat(usage.empty()).isEqualTo(new Share(1, 3));
        assertThat(usage.relevance().counts()).containsExactly(1L, 0L, 0L, 1L, 0L, 0L, 0L, 0L, 0L, 1L);
        assertThat(usage.relevance().mean().orElseThrow()).isEqualTo(0.4, offset(1e-9));
        assertThat(usage.relevance().median()).hasValue(0.3);
    }

    @Test
    void should_narrow_to_a_scenario_and_a_tenant() {
        ask(NOW, use(true, 0.9), r -> r.context(CallContext.tenant("acme")));
        ask(NOW, use(false, 0.2), r -> r);
        add(CallRecord.builder("x", NOW, CallKind.STREAM, "another").knowledge(use(true, 0.9)));
        assertThat(monitor().report().hits()).isEqualTo(new Share(2, 3));
        assertThat(monitor().scenario("another").report().hits()).isEqualTo(new Share(1, 1));
        assertThat(monitor().tenant("acme").report().hits()).isEqualTo(new Share(1, 1));
    }

    @Test
    void should_cut_weeks_on_the_mondays_of_the_zone_and_tell_drift_against_the_week_before() {
        Instant sundayInLondon = Instant.parse("2026-11-22T18:00:00Z");
        IntStream.range(0, 50).forEach(i -> ask(sundayInLondon.minus(Duration.ofDays(7)), use(true, 0.85), r -> r));
        IntStream.range(0, 50).forEach(i -> ask(sundayInLondon, use(true, 0.85), r -> r));
        IntStream.range(0, 50).forEach(i -> ask(NOW, use(false, 0.25), r -> r));
        List<KnowledgeWeek> utc = monitor().report().weeks();
        assertThat(utc)
                .extracting(KnowledgeWeek::monday)
                .containsExactly(
                        LocalDate.parse("2026-11-09"), LocalDate.parse("2026-11-16"), LocalDate.parse("2026-11-23"));
        assertThat(utc.get(0).drift()).isEmpty();
        assertThat(utc.get(1).drift().orElseThrow()).isZero();
        assertThat(utc.get(2).drift().orElseThrow()).isGreaterThan(Relevance.DRIFT_LARGE);
        assertThat(monitor().zone(ZoneId.of("Asia/Shanghai")).report().weeks())
                .as("Sunday evening in London is Monday in Shanghai")
                .extracting(KnowledgeWeek::monday)
                .containsExactly(LocalDate.parse("2026-11-16"), LocalDate.parse("2026-11-23"));
    }

    @Test
    void should_compute_the_population_stability_index_by_its_formula() {
        Relevance before = Relevance.of(new double[] {0.05, 0.05, 0.05, 0.95});
        Relevance now = Relevance.of(new double[] {0.05, 0.95, 0.95, 0.95});
        // Shares with half a question added to each tenth: 3.5/9 and 1.5/9, exchanged.
        double expected = 2 * (2.0 / 9) * Math.log(3.5 / 1.5);
        assertThat(now.driftFrom(before).orElseThrow()).isEqualTo(expected, offset(1e-12));
        assertThat(before.driftFrom(before).orElseThrow()).isZero();
        assertThat(now.driftFrom(Relevance.of(new double[0]))).isEmpty();
    }

    @Test
    void should_list_unanswered_questions_the_most_frequent_first_with_text_where_it_is_kept() {
        UnaryOperator<CallRecord.Builder> leave = r -> r.fingerprints("leave", null);
        ask(NOW.minusSeconds(9), use(false, 0.4), leave);
        ask(NOW.minusSeconds(8), use(false, 0.5), r -> leave.apply(r)
                .content(new CapturedContent(ContentCapture.FULL, "育儿假有几天？", List.of(), "")));
        String latest = ask(NOW.minusSeconds(7), use(false, 0.1), leave);
        ask(NOW.minusSeconds(6), use(false, 0.6), r -> r.fingerprints("parking", null));
        ask(NOW.minusSeconds(5), use(true, 0.9), r -> r.fingerprints("answered", null));
        List<UnansweredQuestion> unanswered = monitor().report().unanswered();
        assertThat(unanswered).hasSize(2);
        assertThat(unanswered.get(0)).isEqualTo(new UnansweredQuestion(3, 0.5, latest, "育儿假有几天？"));
        assertThat(unanswered.get(1).question()).isEmpty();
        assertThat(unanswered.get(0).toString()).doesNotContain("育儿假");
        assertThat(monitor().unanswered(1).report().unanswered()).hasSize(1);
    }

    @Test
    void should_tell_by_document_and_chunk_what_was_given_cited_refused_and_found_in_it() {
        KnowledgeUse both = new KnowledgeUse(
                "handbook",
                true,
                0.9,
                List.of(
                        new PassageUse("leave.md", "leave.md#0", 0.9, true),
                        new PassageUse("leave.md", "leave.md#1", 0.7, false),
                        new PassageUse("制度.md", "制度.md#0", 0.6, false)));
        ask(
                NOW,
                both,
                r -> r.wordMatches(List.of(new WordMatch(
                        "赌博",
                        "crime",
                        Severity.HIGH,
                        WordMatch.Stage.PASSAGE,
                        new WordMatch.Origin("制度.md", "制度.md#0"),
                        3))));
        ask(NOW, both, r -> r.outcome(Outcome.ERROR).errorClass(ErrorClass.CONTENT_FILTER));
        add(CallRecord.builder("ingested", NOW, CallKind.INGEST, "handbook")
                .wordMatches(List.of(new WordMatch(
                        "赌博",
                        "crime",
                        Severity.HIGH,
                        WordMatch.Stage.INGEST,
                        new WordMatch.Origin("制度.md", null),
                        3))));
        KnowledgeUsage usage = monitor().report();
        PassageFigures leave = of(usage.documents(), "leave.md");
        assertThat(leave.passages()).isEqualTo(4);
        assertThat(leave.cited()).isEqualTo(2);
        assertThat(leave.meanScore()).isEqualTo(0.8, offset(1e-9));
        assertThat(leave.refusals()).as("one call, though two chunks").isEqualTo(1);
        assertThat(of(usage.documents(), "制度.md").words()).isEqualTo(2);
        assertThat(of(usage.chunks(), "制度.md#0").words()).isEqualTo(1);
        assertThat(usage.wordMatches()).isEqualTo(2);
        assertThat(usage.toString()).contains("words from        制度.md 2", "refused with      leave.md 1, 制度.md 1");
    }

    @Test
    void should_join_feedback_to_the_passages_of_its_call() {
        KnowledgeUse both = new KnowledgeUse(
                "handbook",
                true,
                0.9,
                List.of(new PassageUse("a.md", "a.md#0", 0.9, true), new PassageUse("b.md", "b.md#0", 0.8, true)));
        String call = ask(NOW.minusSeconds(10), both, r -> r);
        store.addFeedback(List.of(
                new Feedback("1", call, NOW, Feedback.Kind.DOWN, null),
                new Feedback("2", call, NOW, Feedback.Kind.CLICK, "b.md#0"),
                new Feedback("3", "a call of another knowledge base", NOW, Feedback.Kind.UP, null)));
        KnowledgeUsage usage = monitor().report();
        assertThat(usage.feedback()).isEqualTo(new FeedbackCounts(0, 1, 1));
        assertThat(of(usage.documents(), "a.md").feedback()).isEqualTo(new FeedbackCounts(0, 1, 0));
        assertThat(of(usage.chunks(), "b.md#0").feedback()).isEqualTo(new FeedbackCounts(0, 1, 1));
        assertThat(usage.toString())
                .contains("feedback          0 up, 1 down, 1 click", "thumbs down       a.md 1, b.md 1");
    }

    @Test
    void should_say_what_is_unknown_of_a_knowledge_base_that_nobody_asked() {
        KnowledgeUsage usage = monitor().report();
        assertThat(usage.hits().value()).isEmpty();
        assertThat(usage.weeks()).isEmpty();
        assertThat(usage.toString())
                .contains("hit rate          unknown (0 of 0)")
                .doesNotContain("relevance");
        assertThatIllegalArgumentException().isThrownBy(() -> monitor().since(Duration.ZERO));
    }

    private static PassageFigures of(Map<String, PassageFigures> figures, String id) {
        return requireNonNull(figures.get(id), id);
    }

    private KnowledgeMonitor monitor() {
        return KnowledgeMonitor.of(ledger, "handbook");
    }

    private static KnowledgeUse use(boolean hit, double topScore) {
        return new KnowledgeUse("handbook", hit, topScore, List.of());
    }

    private String ask(Instant at, KnowledgeUse use, UnaryOperator<CallRecord.Builder> settings) {
        String id = "call-" + next++;
        add(settings.apply(CallRecord.builder(id, at, CallKind.CHAT, "qa").knowledge(use)));
        return id;
    }

    private void add(CallRecord.Builder record) {
        store.append(List.of(record.build()));
    }
}
