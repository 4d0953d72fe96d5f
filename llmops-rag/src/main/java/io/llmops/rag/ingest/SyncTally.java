package io.llmops.rag.ingest;

import java.util.ArrayList;
import java.util.List;

/** Counts of a running sync; used by its thread only. */
final class SyncTally {

    int added;
    int replaced;
    int removed;
    int unchanged;
    int chunks;
    final List<String> quarantined = new ArrayList<>();
    final List<SyncFailure> failed = new ArrayList<>();

    /** Documents that are through, well or not. */
    int done() {
        return added + replaced + unchanged + failed.size();
    }
}
