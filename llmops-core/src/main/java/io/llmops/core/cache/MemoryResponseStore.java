package io.llmops.core.cache;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.llmops.api.cache.CachedResponse;
import io.llmops.api.cache.ResponseCacheStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Answers in this process's memory, bounded in number; the least used go first. Thread-safe. */
final class MemoryResponseStore implements ResponseCacheStore {

    private final com.github.benmanes.caffeine.cache.Cache<String, CachedResponse> entries;
    /** Keys by the group of their questions; a key may be here a moment longer than its answer. */
    private final Map<String, Set<String>> groups = new ConcurrentHashMap<>();

    MemoryResponseStore(long maxEntries, Duration ttl, Clock clock) {
        Instant start = clock.instant();
        this.entries = Caffeine.newBuilder()
                .maximumSize(maxEntries)
                .expireAfterWrite(ttl)
                .ticker(() -> TimeUnit.SECONDS.toNanos(
                        Duration.between(start, clock.instant()).toSeconds()))
                // On the thread that caused it: a cache needs no thread of its own.
                .executor(Runnable::run)
                .removalListener(this::removed)
                .build();
    }

    @Override
    public Optional<CachedResponse> find(String key, Instant now) {
        return Optional.ofNullable(entries.getIfPresent(key)).filter(entry -> entry.isFresh(now));
    }

    @Override
    public List<CachedResponse> group(String group, Instant now, int limit) {
        Set<String> keys = groups.get(group);
        if (keys == null) {
            return List.of();
        }
        List<String> copy;
        synchronized (keys) {
            copy = List.copyOf(keys);
        }
        return copy.stream()
                .map(entries::getIfPresent)
                .filter(Objects::nonNull)
                .filter(entry -> entry.isFresh(now))
                .sorted(Comparator.comparing(CachedResponse::expiresAt).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public void put(CachedResponse response) {
        if (response.question() != null) {
            groups.compute(response.question().group(), (group, keys) -> {
                Set<String> all = keys == null ? new HashSet<>() : keys;
                synchronized (all) {
                    all.add(response.key());
                }
                return all;
            });
        }
        entries.put(response.key(), response);
    }

    @Override
    public void trim(Instant now, long maxEntries) {
        entries.cleanUp();
    }

    @Override
    public long evict(@Nullable String tenant) {
        List<String> keys = entries.asMap().values().stream()
                .filter(entry -> Objects.equals(entry.tenant(), tenant))
                .map(CachedResponse::key)
                .toList();
        entries.invalidateAll(keys);
        return keys.size();
    }

    @Override
    public void close() {
        entries.invalidateAll();
        groups.clear();
    }

    private void removed(@Nullable String key, @Nullable CachedResponse entry, RemovalCause cause) {
        if (cause == RemovalCause.REPLACED || key == null || entry == null || entry.question() == null) {
            return;
        }
        groups.computeIfPresent(entry.question().group(), (group, keys) -> {
            synchronized (keys) {
                keys.remove(key);
                return keys.isEmpty() ? null : keys;
            }
        });
    }
}
