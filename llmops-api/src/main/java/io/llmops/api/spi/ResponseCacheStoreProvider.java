package io.llmops.api.spi;

import io.llmops.api.cache.ResponseCacheStore;

/** Opens stores of one kind for cached answers. */
public interface ResponseCacheStoreProvider extends Provider {

    /**
     * Opens the store, making it if it is missing; the caller closes it.
     *
     * @param url a JDBC URL, such as {@code jdbc:sqlite:cache.db}
     * @throws io.llmops.api.exception.StoreException if it cannot be opened
     */
    ResponseCacheStore responseCacheStore(String url);

    /** Whether it opens stores of that URL. */
    boolean accepts(String url);
}
