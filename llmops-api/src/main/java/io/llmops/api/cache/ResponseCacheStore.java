package io.llmops.api.cache;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps answers beyond the process. Thread-safe; several processes may share one. What it throws costs its user no call:
 * the cache goes on as if nothing had been found.
 */
public interface ResponseCacheStore extends AutoCloseable {

    /**
     * The answer of a key, unless it has expired.
     *
     * @throws io.llmops.api.exception.StoreException if reading fails
     */
    Optional<CachedResponse> find(String key, Instant now);

    /**
     * Answers whose questions are of that group and which have not expired; those that expire last come first.
     *
     * @param limit at most so many
     * @throws io.llmops.api.exception.StoreException if reading fails
     */
    List<CachedResponse> group(String group, Instant now, int limit);

    /**
     * Keeps an answer in place of an older one of the same key.
     *
     * @throws io.llmops.api.exception.StoreException if writing fails; the older one is then still there
     */
    void put(CachedResponse response);

    /**
     * Deletes what has expired, and beyond {@code maxEntries} those that expire first.
     *
     * @throws io.llmops.api.exception.StoreException if it fails
     */
    void trim(Instant now, long maxEntries);

    /**
     * Deletes every answer of a tenant.
     *
     * @param tenant the tenant, or null for the answers of no tenant
     * @return how many there were
     * @throws io.llmops.api.exception.StoreException if it fails; nothing is deleted then
     */
    long evict(@Nullable String tenant);

    /** Closes it; closing twice does nothing. */
    @Override
    void close();
}
