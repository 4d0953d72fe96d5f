package io.llmops.core.cache;

import io.llmops.api.cache.CachedResponse;
import io.llmops.api.cache.ResponseCacheStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store whose failures stay in it: a read that fails finds nothing, a write that fails keeps nothing. After a failure the
 * store is left alone for a while, so that one which is down does not hold up every call. Thread-safe.
 */
final class ShieldedStore {

    private static final Logger LOG = LoggerFactory.getLogger(ShieldedStore.class);
    private static final Duration REST = Duration.ofSeconds(10);
    private static final int TRIM_EVERY = 256;

    private final ResponseCacheStore store;
    private final Clock clock;
    private final CacheCounts counts;
    private final long maxEntries;
    private final AtomicInteger writes = new AtomicInteger();
    private volatile Instant restsUntil = Instant.MIN;

    ShieldedStore(ResponseCacheStore store, Clock clock, CacheCounts counts, long maxEntries) {
        this.store = store;
        this.clock = clock;
        this.counts = counts;
        this.maxEntries = maxEntries;
    }

    Optional<CachedResponse> find(String key, Instant now) {
        return shielded(() -> store.find(key, now), Optional.empty());
    }

    List<CachedResponse> group(String group, Instant now, int limit) {
        return shielded(() -> store.group(group, now, limit), List.of());
    }

    void put(CachedResponse response) {
        shielded(
                () -> {
                    store.put(response);
                    if (writes.incrementAndGet() % TRIM_EVERY == 0) {
                        store.trim(clock.instant(), maxEntries);
                    }
                    return true;
                },
                false);
    }

    /** What a user asks for by name does fail where it fails: deletion must not be believed done. */
    ResponseCacheStore bare() {
        return store;
    }

    private <T> T shielded(Supplier<T> work, T otherwise) {
        if (clock.instant().isBefore(restsUntil)) {
            return otherwise;
        }
        try {
            return work.get();
        } catch (RuntimeException e) {
            counts.failures.increment();
            restsUntil = clock.instant().plus(REST);
            LOG.warn(
                    "The store of cached answers failed and is left alone for {} s: {}",
                    REST.toSeconds(),
                    e.getMessage());
            return otherwise;
        }
    }
}
