package io.llmops.core.cache;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.llmops.api.cache.CachedQuestion;
import io.llmops.core.cache.Flights.Flight;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** One call on its way past a cache. Used once, by one thread at a time. */
public final class CachedCall {

    private final ResponseCache cache;
    private final CacheScope scope;
    private final @Nullable CacheKey key;
    private final long begun;
    private @Nullable CachedQuestion question;

    CachedCall(ResponseCache cache, CacheScope scope, @Nullable CacheKey key) {
        this.cache = cache;
        this.scope = scope;
        this.key = key;
        this.begun = cache.evictions();
    }

    /**
     * An answer and where it came from.
     *
     * @param response what the model says, or said
     * @param cached whether the model was not called for it
     */
    public record Reply(ChatResponse response, boolean cached) {}

    /**
     * A kept answer, else the model's. Of equal calls at once one goes to the model, and the others wait for its answer; if it
     * fails, or its answer may not be kept, each of them goes by itself, so that none gets another one's failure.
     *
     * @param model calls the model, on this thread
     * @param patience waits for equal calls at most so long in all, or null for as long as that takes
     * @throws TimeoutException if an equal call has not ended by then, or ended by then without
     *     an answer, so that no time is left for the model
     * @throws Exception what {@code model} throws
     */
    public Reply chat(Callable<ChatResponse> model, @Nullable Duration patience) throws Exception {
        if (key == null) {
            return new Reply(model.call(), false);
        }
        long began = System.nanoTime();
        while (true) {
            Optional<ChatResponse> kept = cache.inMemory(scope, key);
            if (kept.isPresent()) {
                return hit(kept.get());
            }
            Optional<Flight> led = cache.flights().lead(key.exact());
            if (led.isPresent()) {
                return lead(led.get(), model);
            }
            Optional<Flight> going = cache.flights().going(key.exact());
            if (going.isEmpty()) {
                continue;
            }
            switch (going.get().isOwn() ? Flights.Landing.ALONE : going.get().await(left(patience, began))) {
                case ANSWERED -> {
                    return hit(going.get().answer());
                }
                case ALONE -> {
                    checkLeft(patience, began);
                    return ask(model);
                }
                case AGAIN -> checkLeft(patience, began);
                case LATE -> throw late(patience);
            }
        }
    }

    private static @Nullable Duration left(@Nullable Duration patience, long began) {
        return patience == null ? null : patience.minusNanos(System.nanoTime() - began);
    }

    private static void checkLeft(@Nullable Duration patience, long began) {
        Duration left = left(patience, began);
        if (left != null && (left.isNegative() || left.isZero())) {
            throw late(patience);
        }
    }

    private static TimeoutException late(@Nullable Duration patience) {
        return new TimeoutException("an equal call, whose answer this one waits for, brought none within " + patience
                + ": allow more time");
    }

    /** A kept answer, for a stream: it waits for no equal call, and none waits for it. */
    public Optional<ChatResponse> find() {
        if (key == null) {
            return Optional.empty();
        }
        Optional<ChatResponse> kept = cache.inMemory(scope, key).or(() -> cache.inStore(scope, key));
        if (kept.isPresent()) {
            cache.counts().hits.increment();
            return kept;
        }
        Optional<ChatResponse> similar = similar();
        if (similar.isEmpty()) {
            cache.counts().misses.increment();
        }
        return similar;
    }

    /** Keeps the answer of a stream that is complete, if it is a whole and good one. */
    public void keep(ChatResponse response) {
        if (key != null) {
            cache.keep(scope, key, question, response, begun);
        }
    }

    private Reply lead(Flight flight, Callable<ChatResponse> model) throws Exception {
        try {
            Optional<ChatResponse> kept =
                    cache.inMemory(scope, requireNonNull(key)).or(() -> cache.inStore(scope, key));
            if (kept.isPresent()) {
                flight.land(kept.get());
                return hit(kept.get());
            }
            Optional<ChatResponse> similar = similar();
            if (similar.isPresent()) {
                flight.land(similar.get());
                return new Reply(similar.get(), true);
            }
            cache.counts().misses.increment();
            ChatResponse response = model.call();
            boolean shared = cache.keep(scope, key, question, response, begun);
            flight.land(shared ? response : null);
            return new Reply(response, false);
        } catch (Exception | Error e) {
            flight.fail(e);
            throw e;
        }
    }

    private Reply ask(Callable<ChatResponse> model) throws Exception {
        cache.counts().misses.increment();
        ChatResponse response = model.call();
        cache.keep(scope, requireNonNull(key), question, response, begun);
        return new Reply(response, false);
    }

    private Reply hit(ChatResponse kept) {
        cache.counts().hits.increment();
        return new Reply(kept, true);
    }

    private Optional<ChatResponse> similar() {
        Optional<CachedQuestion> asked = cache.question(requireNonNull(key));
        question = asked.orElse(null);
        Optional<ChatResponse> similar = asked.flatMap(q -> cache.similar(scope, q));
        if (similar.isPresent()) {
            cache.counts().similarHits.increment();
        }
        return similar;
    }
}
