package io.llmops.rag.ingest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells how far a sync is. Used by its thread only. */
final class SyncMeter {

    private static final Duration LISTING_EVENT = Duration.ofSeconds(1);
    private static final int UNKNOWN = -1;

    private final SyncTally tally;
    private final Clock clock;
    private final Consumer<? super SyncProgress> progress;
    private Instant lastEvent;
    private int total = UNKNOWN;
    private int chunks;
    private int skipped;
    private @Nullable Pace pace;

    SyncMeter(SyncTally tally, Clock clock, Consumer<? super SyncProgress> progress) {
        this.tally = tally;
        this.clock = clock;
        this.progress = progress;
        this.lastEvent = clock.instant();
    }

    /** Called for each document that is listed; tells now and then, without a total. */
    void listing() {
        if (!clock.instant().isBefore(lastEvent.plus(LISTING_EVENT))) {
            progress.accept(new SyncProgress(tally.done(), UNKNOWN, 0, null, Double.NaN, null));
            lastEvent = clock.instant();
        }
    }

    /** The listing is over: so many documents, of which so many are to be taken in. */
    void listed(int total, int changed) {
        this.total = total;
        this.skipped = tally.done();
        this.pace = new Pace(clock, changed);
    }

    /** From here on nobody knows how many documents there are. */
    void endless() {
        total = UNKNOWN;
        skipped = tally.done();
        pace = new Pace(clock, UNKNOWN);
    }

    /** So many chunks need no vector. */
    void written(int more) {
        chunks += more;
    }

    void embedded(int more) {
        chunks += more;
        tell(null);
    }

    /** @param current the document that is being read; null for none */
    void tell(@Nullable String current) {
        int done = tally.done();
        double rate = pace == null ? Double.NaN : pace.rate(done - skipped);
        Duration left = pace == null || total == UNKNOWN ? null : pace.timeLeft(done - skipped);
        progress.accept(new SyncProgress(done, total, chunks, current, rate, left));
    }
}
