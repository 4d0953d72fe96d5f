package io.llmops.rag.ingest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How fast documents are taken in, and how long the rest will take. */
final class Pace {

    private final Clock clock;
    private final int work;
    private final Instant start;

    Pace(Clock clock, int work) {
        this.clock = clock;
        this.work = work;
        this.start = clock.instant();
    }

    /** Documents a second, or not a number before the first one and before any time has passed. */
    double rate(int done) {
        double seconds = Duration.between(start, clock.instant()).toMillis() / 1000.0;
        return done > 0 && seconds > 0 ? done / seconds : Double.NaN;
    }

    @Nullable Duration timeLeft(int done) {
        double rate = rate(done);
        return Double.isNaN(rate) ? null : Duration.ofMillis(Math.round((work - done) / rate * 1000));
    }
}
