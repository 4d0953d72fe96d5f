package io.llmops.core.ledger;

import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.KnowledgeUse;
import io.llmops.api.ledger.Outcome;
import io.llmops.api.ledger.PassageUse;
import io.llmops.api.ledger.WordMatch;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/** Takes the records of one scenario, one after the other, and keeps only what the report says. */
final class Gathering {

    final Measures measures = new Measures();
    final Tally errors = new Tally();
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

    void add(CallRecord record) {
        measures.add(record);
        if (record.outcome() == Outcome.ERROR) {
            errors.add(record.error().orElse("unknown"));
        }
        if (record.kind() != CallKind.EMBEDDING) {
            record.knowledge().ifPresent(use -> knowledge(record, use));
            words(record);
        }
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
        callsWithWords += !record.wordMatches().isEmpty() && record.kind().isChat() ? 1 : 0;
        for (WordMatch match : record.wordMatches()) {
            matches++;
            categories.add(match.category());
            stages.merge(match.stage(), 1L, Long::sum);
            match.source().ifPresent(documents::add);
        }
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
                new Share(callsWithWords, measures.chats()),
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
