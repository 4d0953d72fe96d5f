package io.llmops.core.cache;

import io.llmops.api.cache.CachedResponse;
import io.llmops.api.cache.ResponseCacheStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A store that shows what it holds, and fails when it is told to. */
public final class MapStore implements ResponseCacheStore {

    final Map<String, CachedResponse> entries = new ConcurrentHashMap<>();
    final AtomicInteger asked = new AtomicInteger();
    volatile @Nullable RuntimeException failure;

    @Override
    public Optional<CachedResponse> find(String key, Instant now) {
        check();
        return Optional.ofNullable(entries.get(key)).filter(e -> e.isFresh(now));
    }

    @Override
    public List<CachedResponse> group(String group, Instant now, int limit) {
        check();
        return entries.values().stream()
                .filter(e -> e.isFresh(now)
                        && e.question() != null
                        && e.question().group().equals(group))
                .limit(limit)
                .toList();
    }

    @Override
    public void put(CachedResponse response) {
        check();
        entries.put(response.key(), response);
    }

    @Override
    public void trim(Instant now, long maxEntries) {
        check();
    }

    @Override
    public long evict(@Nullable String tenant) {
        check();
        long before = entries.size();
        entries.values().removeIf(e -> Objects.equals(e.tenant(), tenant));
        return before - entries.size();
    }

    @Override
    public void close() {}

    private void check() {
        asked.incrementAndGet();
        RuntimeException f = failure;
        if (f != null) {
            throw f;
        }
    }
}
