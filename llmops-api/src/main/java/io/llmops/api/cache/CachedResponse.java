package io.llmops.api.cache;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is kept.
 *
 * @param key a hash of all that the answer depends on, the tenant among it
 * @param tenant whose it is, so that it can be deleted; null for calls of no tenant
 * @param answer the answer as the cache wrote it: a text that holds what the model said
 * @param expiresAt from then on it must not be given out
 * @param question what it is found by in other words, or null
 */
public record CachedResponse(
        String key,
        @Nullable String tenant,
        String answer,
        Instant expiresAt,
        @Nullable CachedQuestion question) {

    /** Checks that key, answer and end are there. */
    public CachedResponse {
        requireNonNull(key, "key");
        requireNonNull(answer, "answer");
        requireNonNull(expiresAt, "expiresAt");
    }

    /** Whether it may still be given out. */
    public boolean isFresh(Instant now) {
        return now.isBefore(expiresAt);
    }

    /** Without the answer, which is content. */
    @Override
    public String toString() {
        return "CachedResponse[" + key + ", expires " + expiresAt + "]";
    }
}
