package io.llmops.core.ledger;

import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.KnowledgeUse;
import io.llmops.api.ledger.Outcome;
import io.llmops.api.ledger.PassageUse;
import io.llmops.api.ledger.WordMatch;
import io.llmops.api.model.Money;
import io.llmops.api.model.Usage;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/** Takes the records of one scenario, one after the other, and keeps only what the report says. */
final class Gathering {

    /** Ends without a call, whose time says nothing about the model. */
    private static final Set<Outcome> REFUSED =
            EnumSet.of(Outcome.REFUSED_BUDGET, Outcome.REFUSED_RATE, Outcome.REFUSED_GUARD);

    final Map<CallKind, Long> kinds = new EnumMap<>(CallKind.class);
    final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    final Tally errors = new Tally();
    private final Sums chats = new Sums();
    private final Sums embeddings = new Sums();
    private final Map<String, Money> money = new TreeMap<>();
    private long unknownCost;
    private final Percentiles latency = new Percentiles();
    private final Percentiles firstToken = new Percentiles();
    private final DoubleStream.Builder topScores = DoubleStream.builder();
    private long questions;
    private long hits;
    private long givenPassages;
    private long cited;
    private long callsWithWords;
    private long matches;
    private final Tally categories = new Tally();
    private final Tally documents = new Tally();
    private final Map<WordMatch.Stage, Long> stages = new EnumMap<>(WordMatch.Stage.class);

    /** Usage of one kind of call. */
    private static final class Sums {
        private Usage usage = Usage.none();
        private long calls;
        private long unknown;

        void add(Usage more) {
            usage = usage.plus(more);
            calls++;
            unknown += more.isKnown() ? 0 : 1;
        }

        TokenReport report() {
            return new TokenReport(usage, calls, unknown);
        }
    }

    void add(CallRecord record) {
        kinds.merge(record.kind(), 1L, Long::sum);
        money(record);
        if (record.outcome() == Outcome.ERROR) {
            errors.add(record.error().orElse("unknown"));
        }
        if (record.kind() == CallKind.EMBEDDING) {
            embeddings.add(record.usage());
            return;
        }
        outcomes.merge(record.outcome(), 1L, Long::sum);
        chats.add(record.usage());
        time(record);
        record.knowledge().ifPresent(use -> knowledge(record, use));
        words(record);
    }

    private void money(CallRecord record) {
        if (record.cost().isPresent()) {
            Money cost = record.cost().get();
            money.merge(cost.currency(), cost, Money::plus);
        } else if (!record.usage().equals(Usage.none())) {
            unknownCost++;
        }
    }

    private void time(CallRecord record) {
        if (!REFUSED.contains(record.outcome())) {
            latency.add(record.latency());
        }
        record.timeToFirstToken().ifPresent(firstToken::add);
    }

    private void knowledge(CallRecord record, KnowledgeUse use) {
        questions++;
        hits += use.hit() ? 1 : 0;
        topScores.add(use.topScore());
        if (record.outcome().isAnswer() && !use.passages().isEmpty()) {
            givenPassages++;
            cited += use.passages().stream().anyMatch(PassageUse::cited) ? 1 : 0;
        }
    }

    private void words(CallRecord record) {
        callsWithWords += record.wordMatches().isEmpty() ? 0 : 1;
        for (WordMatch match : record.wordMatches()) {
            matches++;
            categories.add(match.category());
            stages.merge(match.stage(), 1L, Long::sum);
            match.source().ifPresent(documents::add);
        }
    }

    long chats() {
        return chats.calls;
    }

    TokenReport tokens() {
        return chats.report();
    }

    TokenReport embeddingTokens() {
        return embeddings.report();
    }

    CostReport cost() {
        return new CostReport(money, chats.calls + embeddings.calls, unknownCost);
    }

    LatencyReport latency() {
        return new LatencyReport(latency);
    }

    LatencyReport firstToken() {
        return new LatencyReport(firstToken);
    }

    KnowledgeReport knowledge() {
        double[] scores = topScores.build().sorted().toArray();
        return new KnowledgeReport(
                new Share(hits, questions),
                Arrays.stream(scores).average(),
                median(scores),
                new Share(cited, givenPassages));
    }

    WordReport words() {
        return new WordReport(
                new Share(callsWithWords, chats.calls),
                matches,
                categories.byCount(),
                Collections.unmodifiableSortedMap(new TreeMap<>(stages)),
                documents.byCount());
    }

    /** Of an even number of values, the mean of the two in the middle. */
    private static OptionalDouble median(double[] sorted) {
        int half = sorted.length / 2;
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2);
    }
}
