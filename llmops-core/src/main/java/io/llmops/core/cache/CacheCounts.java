package io.llmops.core.cache;

import java.util.concurrent.atomic.LongAdder;

/** Counts what a cache does. Thread-safe. */
final class CacheCounts {

    final LongAdder hits = new LongAdder();
    final LongAdder similarHits = new LongAdder();
    final LongAdder misses = new LongAdder();
    final LongAdder bypassed = new LongAdder();
    final LongAdder damaged = new LongAdder();
    final LongAdder failures = new LongAdder();

    CacheStats stats() {
        return new CacheStats(
                hits.sum(), similarHits.sum(), misses.sum(), bypassed.sum(), damaged.sum(), failures.sum());
    }
}
