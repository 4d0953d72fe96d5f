package io.llmops.core.cache;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.embedding.EmbeddingModel;
import io.llmops.api.cache.CachedQuestion;
import io.llmops.api.cache.CachedResponse;
import io.llmops.api.cache.ResponseCacheStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * A cache at work: looks in memory, then in the store, then for a question in other words. What fails in it, such as a store
 * that is down, is counted and costs no call. Thread-safe. Closed by who opened it; it closes nothing that it was given.
 */
public final class ResponseCache implements AutoCloseable {

    /** Questions of one group that are compared at most: they differ in words of no weight alone. */
    private static final int COMPARED = 16;

    private final Cache settings;
    private final Clock clock;
    private final CacheCounts counts = new CacheCounts();
    private final Flights flights = new Flights();
    /** Many keep answers at once; none does while answers are deleted. */
    private final ReadWriteLock writing = new ReentrantReadWriteLock();

    private final MemoryResponseStore memory;
    private final @Nullable ShieldedStore store;
    private final @Nullable Questions questions;
    private final AtomicLong evictions = new AtomicLong();

    private ResponseCache(
            Cache settings, Clock clock, @Nullable EmbeddingModel embedding, @Nullable ResponseCacheStore store) {
        this.settings = settings;
        this.clock = clock;
        this.memory = new MemoryResponseStore(settings.maxEntries(), settings.ttl(), clock);
        this.store = store == null ? null : new ShieldedStore(store, clock, counts, settings.maxEntries());
        this.questions = embedding == null ? null : new Questions(embedding, settings.threshold(), counts);
    }

    /**
     * A cache that starts with what its store holds, if it has one.
     *
     * @param embedding compares questions, or null for an exact cache
     * @param store keeps answers beyond this process, or null
     */
    static ResponseCache open(
            Cache settings, Clock clock, @Nullable EmbeddingModel embedding, @Nullable ResponseCacheStore store) {
        return new ResponseCache(settings, clock, embedding, store);
    }

    /**
     * Takes a call in. Nothing is looked up yet.
     *
     * @param defaults the model's own parameters, which hold where the request has none, or null
     */
    public CachedCall begin(CacheScope scope, ChatRequest request, @Nullable ChatRequestParameters defaults) {
        if (!settings.tools() && (CacheKey.hasTools(request) || hasTools(defaults))) {
            counts.bypassed.increment();
            return new CachedCall(this, scope, null);
        }
        return new CachedCall(this, scope, CacheKey.of(scope, request, defaults));
    }

    /**
     * Deletes every answer of a tenant, here and in the store, and keeps none that is under way.
     *
     * @param tenant the tenant, or null for the answers of no tenant
     * @return how many there were
     * @throws io.llmops.api.exception.StoreException if the store fails: its answers may still be there
     */
    public long evict(@Nullable String tenant) {
        writing.writeLock().lock();
        try {
            evictions.incrementAndGet();
            long inMemory = memory.evict(tenant);
            return store == null ? inMemory : Math.max(inMemory, store.bare().evict(tenant));
        } finally {
            writing.writeLock().unlock();
        }
    }

    /** What it did since it was opened. */
    public CacheStats stats() {
        return counts.stats();
    }

    /** Forgets what is in memory. */
    @Override
    public void close() {
        memory.close();
    }

    CacheCounts counts() {
        return counts;
    }

    Flights flights() {
        return flights;
    }

    /** Changes with every eviction, so that a call that began before one keeps nothing. */
    long evictions() {
        return evictions.get();
    }

    /** An equal call's answer from memory, which costs next to nothing. */
    Optional<ChatResponse> inMemory(CacheScope scope, CacheKey key) {
        return memory.find(key.exact(), clock.instant()).flatMap(entry -> read(scope, entry));
    }

    /** An equal call's answer from the store, which stays in memory from then on. */
    Optional<ChatResponse> inStore(CacheScope scope, CacheKey key) {
        if (store == null) {
            return Optional.empty();
        }
        long begun = evictions.get();
        Optional<CachedResponse> entry =
                store.find(key.exact(), clock.instant()).filter(e -> e.key().equals(key.exact()));
        Optional<ChatResponse> answer = entry.flatMap(e -> read(scope, e));
        answer.ifPresent(a -> remember(entry.get(), begun));
        return answer;
    }

    /** By what its question is found in other words, if this cache looks for such. */
    Optional<CachedQuestion> question(CacheKey key) {
        return questions == null ? Optional.empty() : questions.of(key);
    }

    /** The answer to the nearest question in other words that is near enough. */
    Optional<ChatResponse> similar(CacheScope scope, CachedQuestion asked) {
        Instant now = clock.instant();
        List<CachedResponse> group = new ArrayList<>(memory.group(asked.group(), now, COMPARED));
        if (group.isEmpty() && store != null) {
            group.addAll(store.group(asked.group(), now, COMPARED));
        }
        CachedResponse nearest = null;
        double best = -1;
        for (CachedResponse candidate : group) {
            double similarity = nearness(asked, candidate);
            if (similarity > best) {
                best = similarity;
                nearest = candidate;
            }
        }
        return nearest == null ? Optional.empty() : read(scope, nearest);
    }

    private double nearness(CachedQuestion asked, CachedResponse candidate) {
        CachedQuestion kept = candidate.question();
        return kept == null || !kept.group().equals(asked.group())
                ? -1
                : requireNonNull(questions).similarity(asked, kept);
    }

    /** Keeps an answer, if it is a whole and good one; whether it may be shared. */
    boolean keep(CacheScope scope, CacheKey key, @Nullable CachedQuestion question, ChatResponse response, long begun) {
        if (!Answers.areGood(response, settings.tools()) || Answers.mention(response, scope.mark())) {
            return false;
        }
        Optional<String> answer = ResponseCodec.encode(key.exact(), response)
                .filter(text -> text.getBytes(StandardCharsets.UTF_8).length <= settings.maxAnswerBytes());
        answer.ifPresent(text -> keep(
                new CachedResponse(
                        key.exact(), scope.tenant(), text, clock.instant().plus(settings.ttl()), question),
                begun));
        return answer.isPresent();
    }

    /** Into memory, unless something was evicted since: it may have been this. */
    private void remember(CachedResponse entry, long begun) {
        writing.readLock().lock();
        try {
            if (begun == evictions.get()) {
                memory.put(entry);
            }
        } finally {
            writing.readLock().unlock();
        }
    }

    private void keep(CachedResponse entry, long begun) {
        writing.readLock().lock();
        try {
            if (begun != evictions.get()) {
                return;
            }
            memory.put(entry);
            if (store != null) {
                store.put(entry);
            }
        } finally {
            writing.readLock().unlock();
        }
    }

    private Optional<ChatResponse> read(CacheScope scope, CachedResponse entry) {
        boolean own = Objects.equals(entry.tenant(), scope.tenant());
        Optional<ChatResponse> answer = own ? ResponseCodec.decode(entry.key(), entry.answer()) : Optional.empty();
        if (answer.isEmpty()) {
            counts.damaged.increment();
        }
        return answer;
    }

    private static boolean hasTools(@Nullable ChatRequestParameters defaults) {
        return defaults != null
                && defaults.toolSpecifications() != null
                && !defaults.toolSpecifications().isEmpty();
    }
}
