package io.llmops.core.monitor;

import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.CapturedContent;
import io.llmops.api.ledger.KnowledgeUse;
import io.llmops.core.ledger.Share;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/** Takes questions one after the other, and tells how well they were met, week by week. */
final class Questions {

    private final ZoneId zone;
    private final Map<LocalDate, Week> weeks = new TreeMap<>();
    private final Map<String, UnansweredQuestion> unanswered = new HashMap<>();
    private final DoubleStream.Builder scores = DoubleStream.builder();
    private long asked;
    private long hits;
    private long empty;

    private static final class Week {
        private final DoubleStream.Builder scores = DoubleStream.builder();
        private long asked;
        private long hits;
    }

    Questions(ZoneId zone) {
        this.zone = zone;
    }

    void add(CallRecord record, KnowledgeUse use) {
        LocalDate monday =
                LocalDate.ofInstant(record.startedAt(), zone).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        Week week = weeks.computeIfAbsent(monday, day -> new Week());
        asked++;
        week.asked++;
        scores.add(use.topScore());
        week.scores.add(use.topScore());
        if (use.hit()) {
            hits++;
            week.hits++;
        } else {
            empty += use.topScore() <= 0 ? 1 : 0;
            unanswered.merge(
                    record.questionFingerprint().orElse(record.id()),
                    new UnansweredQuestion(
                            1,
                            use.topScore(),
                            record.id(),
                            record.content()
                                    .map(CapturedContent::question)
                                    .filter(q -> !q.isBlank())
                                    .orElse(null)),
                    (before, now) -> new UnansweredQuestion(
                            before.times() + 1,
                            Math.max(before.best(), now.best()),
                            now.callId(),
                            now.captured() == null ? before.captured() : now.captured()));
        }
    }

    Share hits() {
        return new Share(hits, asked);
    }

    Share empty() {
        return new Share(empty, asked);
    }

    Relevance relevance() {
        return Relevance.of(scores.build().toArray());
    }

    List<KnowledgeWeek> weeks() {
        List<KnowledgeWeek> out = new ArrayList<>();
        weeks.forEach((monday, week) -> {
            Relevance relevance = Relevance.of(week.scores.build().toArray());
            OptionalDouble drift = out.isEmpty()
                    ? OptionalDouble.empty()
                    : relevance.driftFrom(out.get(out.size() - 1).relevance());
            out.add(new KnowledgeWeek(monday, new Share(week.hits, week.asked), relevance, drift));
        });
        return List.copyOf(out);
    }

    List<UnansweredQuestion> unanswered(int most) {
        return unanswered.values().stream()
                .sorted(Comparator.comparingLong(UnansweredQuestion::times)
                        .thenComparingDouble(UnansweredQuestion::best)
                        .reversed()
                        .thenComparing(UnansweredQuestion::callId))
                .limit(most)
                .toList();
    }
}
