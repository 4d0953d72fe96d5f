package io.llmops.rag.ingest;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** How far a running sync is. Immutable. */
public final class SyncProgress {

    private final int done;
    private final int total;
    private final int chunks;
    private final @Nullable String current;
    private final double rate;
    private final @Nullable Duration timeLeft;

    /**
     * @param total negative while it is not known
     * @param rate not a number while it is not known
     */
    SyncProgress(int done, int total, int chunks, @Nullable String current, double rate, @Nullable Duration timeLeft) {
        this.done = done;
        this.total = total;
        this.chunks = chunks;
        this.current = current;
        this.rate = rate;
        this.timeLeft = timeLeft;
    }

    /** Documents that are through: in the index, unchanged or failed. */
    public int done() {
        return done;
    }

    /** Documents in the source; empty until the source is listed. */
    public OptionalInt total() {
        return total < 0 ? OptionalInt.empty() : OptionalInt.of(total);
    }

    /** Chunks that have their vector by now. */
    public int chunks() {
        return chunks;
    }

    /** Id of the document that is being read, if one is. */
    public Optional<String> current() {
        return Optional.ofNullable(current);
    }

    /** Documents taken in per second, since the source was listed and unchanged ones apart; empty at the beginning. */
    public OptionalDouble documentsPerSecond() {
        return Double.isNaN(rate) ? OptionalDouble.empty() : OptionalDouble.of(rate);
    }

    /** Time left at that rate; empty while there is no rate. */
    public Optional<Duration> timeLeft() {
        return Optional.ofNullable(timeLeft);
    }

    /** {@code 12 of 215 documents, 340 chunks, 8.2 documents/s, 25 s left, reading leave.docx}. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder().append(done);
        if (total >= 0) {
            out.append(" of ").append(total);
        }
        out.append(" documents, ").append(chunks).append(" chunks");
        if (!Double.isNaN(rate)) {
            out.append(", ").append(Math.round(rate * 10) / 10.0).append(" documents/s");
        }
        if (timeLeft != null) {
            out.append(", ").append(timeLeft.toSeconds()).append(" s left");
        }
        return current == null ? out.toString() : out + ", reading " + current;
    }
}
