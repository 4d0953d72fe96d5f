package io.llmops.rag.ingest;

import java.time.Duration;
import java.util.List;

/** What one sync did. Immutable. */
public final class SyncReport {

    private static final int FAILURES_SHOWN = 3;

    private final int added;
    private final int replaced;
    private final int removed;
    private final int unchanged;
    private final List<SyncFailure> failed;
    private final List<String> quarantined;
    private final int chunks;
    private final Duration duration;

    SyncReport(SyncTally tally, Duration duration) {
        this.added = tally.added;
        this.replaced = tally.replaced;
        this.removed = tally.removed;
        this.unchanged = tally.unchanged;
        this.failed = List.copyOf(tally.failed);
        this.quarantined = List.copyOf(tally.quarantined);
        this.chunks = tally.chunks;
        this.duration = duration;
    }

    /** Documents that were not in the index before. */
    public int added() {
        return added;
    }

    /** Documents whose version, or the way they are cut, has changed. */
    public int replaced() {
        return replaced;
    }

    /** Documents that the source no longer has; none are taken out by a sync whose every document failed. */
    public int removed() {
        return removed;
    }

    /** Documents that were skipped without being opened, because the index has that version. */
    public int unchanged() {
        return unchanged;
    }

    /** Documents that could not be taken in, in the order of the source. */
    public List<SyncFailure> failed() {
        return failed;
    }

    /** Of the documents added and replaced those that are in quarantine, because sensitive words were found in them. */
    public List<String> quarantined() {
        return quarantined;
    }

    /** Chunks written for the documents added and replaced. */
    public int chunks() {
        return chunks;
    }

    /** How long it took. */
    public Duration duration() {
        return duration;
    }

    /** {@code 3 added, 1 replaced, 0 removed, 212 unchanged, 1 failed (leave.docx: it is encrypted)}. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        out.append(added).append(" added, ").append(replaced).append(" replaced, ");
        out.append(removed).append(" removed, ").append(unchanged).append(" unchanged, ");
        out.append(failed.size()).append(" failed");
        if (!failed.isEmpty()) {
            List<String> shown = failed.stream()
                    .limit(FAILURES_SHOWN)
                    .map(SyncFailure::toString)
                    .toList();
            out.append(" (").append(String.join("; ", shown));
            int more = failed.size() - shown.size();
            out.append(more > 0 ? "; and " + more + " more)" : ")");
        }
        if (!quarantined.isEmpty()) {
            out.append(", ").append(quarantined.size()).append(" in quarantine");
        }
        return out.toString();
    }
}
