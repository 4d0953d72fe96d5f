package io.llmops.core.cache;

import dev.langchain4j.model.embedding.EmbeddingModel;
import io.llmops.api.cache.ResponseCacheStore;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.spi.ResponseCacheStoreProvider;
import io.llmops.core.provider.ProviderRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The caches of one {@code LlmOps}. The same scenario and settings share one, however often they are built, and stores of one
 * URL are opened once. Thread-safe; closes the stores that it opened.
 */
public final class ResponseCaches implements AutoCloseable {

    private final Clock clock;
    private final BiFunction<String, String, EmbeddingModel> embeddings;
    private final ProviderRegistry providers;
    private final Map<Key, ResponseCache> caches = new ConcurrentHashMap<>();
    private final Map<String, ResponseCacheStore> stores = new ConcurrentHashMap<>();

    private record Key(String scenario, Cache settings) {}

    /**
     * No caches yet.
     *
     * @param embeddings an embedding model by its reference and the scenario that its calls are booked under
     * @param providers those that open stores among them
     */
    public ResponseCaches(
            Clock clock, BiFunction<String, String, EmbeddingModel> embeddings, ProviderRegistry providers) {
        this.clock = clock;
        this.embeddings = embeddings;
        this.providers = providers;
    }

    /**
     * The cache of a scenario with those settings.
     *
     * @throws io.llmops.api.exception.NotFoundException if there is no such embedding model
     * @throws io.llmops.api.exception.ConfigurationException if nothing on the class path opens the store
     * @throws io.llmops.api.exception.StoreException if the store cannot be opened
     */
    public ResponseCache get(String scenario, Cache settings) {
        return caches.computeIfAbsent(new Key(scenario, settings), k -> {
            EmbeddingModel embedding = settings.embeddingModel()
                    .or(() -> settings.embedding().map(ref -> embeddings.apply(ref.toString(), scenario)))
                    .orElse(null);
            ResponseCacheStore store = settings.ownStore()
                    .or(() -> settings.storeUrl().map(url -> stores.computeIfAbsent(url, this::open)))
                    .orElse(null);
            return ResponseCache.open(settings, clock, embedding, store);
        });
    }

    /**
     * Deletes every cached answer of a tenant, in memory and in the stores.
     *
     * @param tenant the tenant, or null for the answers of no tenant
     * @throws io.llmops.api.exception.StoreException if a store fails: its answers may still be there
     */
    public void evict(@Nullable String tenant) {
        caches.values().forEach(cache -> cache.evict(tenant));
    }

    /** What the caches of a scenario did together since they were opened. */
    public CacheStats stats(String scenario) {
        return caches.entrySet().stream()
                .filter(e -> e.getKey().scenario().equals(scenario))
                .map(e -> e.getValue().stats())
                .reduce(CacheStats.NONE, CacheStats::plus);
    }

    private ResponseCacheStore open(String url) {
        return providers.all(ResponseCacheStoreProvider.class).stream()
                .filter(p -> p.accepts(url))
                .findFirst()
                .orElseThrow(
                        () -> new ConfigurationException("cache: nothing on the class path opens its store; add the"
                                + " artifact io.llmops:llmops-jdbc and the database's driver, or leave store(...) out"))
                .responseCacheStore(url);
    }

    /** Closes stores that this opened; closing twice does nothing. */
    @Override
    public void close() {
        caches.values().forEach(ResponseCache::close);
        stores.values().forEach(ResponseCacheStore::close);
    }
}
