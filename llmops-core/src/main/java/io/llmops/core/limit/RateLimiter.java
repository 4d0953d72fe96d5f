package io.llmops.core.limit;

import static java.util.Objects.requireNonNull;

import io.llmops.api.exception.RateLimitedException;
import io.llmops.api.model.CallContext;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** A rate limit where it is set: on a scenario or on the application. Thread-safe. */
public final class RateLimiter {

    private static final int SWEEP_FROM = 1_024;

    private final String owner;
    private final RateLimit limit;
    private final LongSupplier nanoTime;
    private final Waiting waiting;
    private final ConcurrentMap<String, SlidingWindow> windows = new ConcurrentHashMap<>();
    private final AtomicInteger sweepAt = new AtomicInteger(SWEEP_FROM);

    /**
     * A limiter.
     *
     * @param owner what the limit is set on, for messages: {@code scenario 'support'}
     * @param nanoTime a monotonic clock
     */
    public RateLimiter(String owner, RateLimit limit, LongSupplier nanoTime, Waiting waiting) {
        this.owner = requireNonNull(owner, "owner");
        this.limit = requireNonNull(limit, "limit");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime");
        this.waiting = requireNonNull(waiting, "waiting");
    }

    /** The limit. */
    public RateLimit limit() {
        return limit;
    }

    /**
     * Lets a call in, after a wait where the limit allows one.
     *
     * @param permits one, or the most tokens that the call can use
     * @throws RateLimitedException if there is no room in time; nothing is taken then. Also if the thread is interrupted
     *     while it waits; it stays interrupted
     */
    public Permit acquire(String scenario, CallContext context, long permits) {
        String key = limit.subject().key(scenario, context);
        while (true) {
            SlidingWindow window = window(key);
            SlidingWindow.Place place =
                    window.take(permits, nanoTime.getAsLong(), limit.maxWait().toNanos());
            if (place == null) {
                windows.remove(key, window);
            } else if (place.granted()) {
                return granted(new Permit(window, permits, place.slot()), place.waitNanos());
            } else {
                throw refused(permits, place);
            }
        }
    }

    private Permit granted(Permit permit, long waitNanos) {
        if (waitNanos > 0) {
            await(permit, waitNanos);
        }
        return permit;
    }

    private void await(Permit permit, long nanos) {
        try {
            waiting.sleep(Duration.ofNanos(nanos));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            permit.used(0);
            throw new RateLimitedException(
                    owner + ": a call that waited for the rate limit of " + limit + " was interrupted", Duration.ZERO);
        }
    }

    private RateLimitedException refused(long permits, SlidingWindow.Place place) {
        if (permits > limit.permits()) {
            return new RateLimitedException(
                    owner + ": a call that may use up to " + permits + " tokens can never fit into the rate limit of "
                            + limit + ": raise it, or lower maxOutputTokens",
                    Duration.ofNanos(Long.MAX_VALUE));
        }
        Duration wait = Duration.ofNanos(place.waitNanos());
        return new RateLimitedException(
                owner + ": the rate limit of " + limit + " is reached; there is room in " + wait.toMillis() + " ms",
                wait);
    }

    private SlidingWindow window(String key) {
        SlidingWindow window = windows.get(key);
        if (window == null) {
            sweep();
            window = windows.computeIfAbsent(
                    key, k -> new SlidingWindow(limit.permits(), limit.window().toNanos()));
        }
        return window;
    }

    /** Forgets those who have been idle for a window, since their next call finds an empty one either way. */
    private void sweep() {
        int at = sweepAt.get();
        if (windows.size() >= at && sweepAt.compareAndSet(at, Integer.MAX_VALUE)) {
            long now = nanoTime.getAsLong();
            windows.values().removeIf(window -> window.retire(now));
            sweepAt.set(Math.max(SWEEP_FROM, 2 * windows.size()));
        }
    }

    int size() {
        return windows.size();
    }

    /** What a call has taken of a limit. */
    public static final class Permit {
        private final SlidingWindow window;
        private final long slot;
        private long taken;

        private Permit(SlidingWindow window, long taken, long slot) {
            this.window = window;
            this.taken = taken;
            this.slot = slot;
        }

        /** Gives back what the call did not use; the first time only. */
        public synchronized void used(long permits) {
            if (taken > permits) {
                window.giveBack(taken - permits, slot);
            }
            taken = 0;
        }
    }
}
