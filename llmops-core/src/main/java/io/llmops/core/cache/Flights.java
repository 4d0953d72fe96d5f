package io.llmops.core.cache;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Calls that are going on, so that equal ones that come meanwhile wait for them and are not made. Thread-safe. */
final class Flights {

    private final ConcurrentMap<String, Flight> open = new ConcurrentHashMap<>();

    /** What those who waited shall do. */
    enum Landing {
        /** Take the answer. */
        ANSWERED,
        /** Make the call themselves: it failed, or what came may not be shared. */
        ALONE,
        /** Try again: it was not the call that failed, but its caller that gave up. */
        AGAIN,
        /** Give up: their own time is up, while it goes on. */
        LATE
    }

    /** One call that is going on. */
    final class Flight {
        private final String key;
        private final Thread leader = Thread.currentThread();
        private final CompletableFuture<Landing> landing = new CompletableFuture<>();
        private volatile @Nullable ChatResponse answer;

        private Flight(String key) {
            this.key = key;
        }

        /** Whether the current thread leads it, and so would wait for itself. */
        boolean isOwn() {
            return leader == Thread.currentThread();
        }

        /** Ends it well, with an answer that may be shared, or null. */
        void land(@Nullable ChatResponse shared) {
            answer = shared;
            end(shared == null ? Landing.ALONE : Landing.ANSWERED);
        }

        /** Ends it badly. */
        void fail(Throwable error) {
            end(isGivenUp(error) ? Landing.AGAIN : Landing.ALONE);
        }

        private void end(Landing how) {
            open.remove(key, this);
            landing.complete(how);
        }

        /** The answer of one that has landed with {@link Landing#ANSWERED}. */
        ChatResponse answer() {
            return requireNonNull(answer);
        }

        /**
         * Waits for its end.
         *
         * @param left at most so long, or null for as long as it takes
         * @throws NonRetriableException if this thread is interrupted; its flag stays set
         */
        Landing await(@Nullable Duration left) {
            try {
                return left == null ? landing.get() : landing.get(left.toNanos(), TimeUnit.NANOSECONDS);
            } catch (java.util.concurrent.TimeoutException e) {
                return Landing.LATE;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new NonRetriableException("interrupted while waiting for the answer of an equal call", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException("a flight never ends by an exception", e);
            }
        }
    }

    /** Begins a call of that key, which the current thread leads and must end; empty if one is going on. */
    Optional<Flight> lead(String key) {
        Flight flight = new Flight(key);
        return open.putIfAbsent(key, flight) == null ? Optional.of(flight) : Optional.empty();
    }

    /** The call of that key that is going on, if it still is. */
    Optional<Flight> going(String key) {
        return Optional.ofNullable(open.get(key));
    }

    /** How many are going on. */
    int open() {
        return open.size();
    }

    private static boolean isGivenUp(Throwable error) {
        for (Throwable e = error; e != null; e = e.getCause()) {
            if (e instanceof TimeoutException) {
                return false; // interrupted by its own deadline: the model is slow for everyone
            }
            if (e instanceof InterruptedException || e instanceof CancellationException) {
                return true;
            }
        }
        return Thread.currentThread().isInterrupted();
    }
}
