package io.llmops.core.ledger;

import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.LedgerLoss;
import io.llmops.api.ledger.LedgerStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What one writer has lost and its store does not know yet, by the minutes in which the calls began. Thread-safe. */
final class Losses {

    /** How often a store is told, unless someone waits for it: a store that does not keep up has enough to do. */
    private static final long EVERY_NANOS = Duration.ofSeconds(1).toNanos();

    private final String writer = UUID.randomUUID().toString();
    private final TreeMap<Instant, Long> untold = new TreeMap<>();
    /** What the store is being told: with the same ids until it has answered, so that it counts nothing twice. */
    private List<LedgerLoss> telling = List.of();

    private long told;
    private long nextTell = System.nanoTime();
    private boolean kept = true;

    synchronized void add(List<CallRecord> lost) {
        for (CallRecord record : lost) {
            untold.merge(record.startedAt().truncatedTo(ChronoUnit.MINUTES), 1L, Long::sum);
        }
    }

    /**
     * Tells the store, on the one thread that writes to it; a store that fails is told later.
     *
     * @param now whether it cannot wait
     */
    void tell(LedgerStore store, boolean now) {
        List<LedgerLoss> losses = next(now);
        if (losses.isEmpty()) {
            return;
        }
        try {
            answered(store.keepLosses(losses));
        } catch (RuntimeException e) { // it will be told again
        }
    }

    private synchronized List<LedgerLoss> next(boolean now) {
        if (!kept || (!now && System.nanoTime() - nextTell < 0)) {
            return List.of();
        }
        nextTell = System.nanoTime() + EVERY_NANOS;
        if (telling.isEmpty()) {
            List<LedgerLoss> losses = new ArrayList<>();
            untold.forEach((minute, records) -> losses.add(new LedgerLoss(writer + '-' + told++, minute, records)));
            untold.clear();
            telling = List.copyOf(losses);
        }
        return telling;
    }

    /** A store that keeps no losses is not asked again, and they are known here only. */
    private synchronized void answered(boolean keeps) {
        kept = keeps;
        if (!keeps) {
            telling.forEach(loss -> untold.merge(loss.minute(), loss.records(), Long::sum));
        }
        telling = List.of();
    }

    /** Lost records of calls that began in the minutes that the span touches. */
    synchronized long untold(Instant from, Instant to) {
        Map<Instant, Long> within = untold.subMap(from.truncatedTo(ChronoUnit.MINUTES), true, to, false);
        long waiting = within.values().stream().mapToLong(Long::longValue).sum();
        return waiting
                + telling.stream()
                        .filter(loss -> loss.minute().isBefore(to)
                                && loss.minute().plus(1, ChronoUnit.MINUTES).isAfter(from))
                        .mapToLong(LedgerLoss::records)
                        .sum();
    }
}
