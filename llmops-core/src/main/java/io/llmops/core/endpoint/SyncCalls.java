package io.llmops.core.endpoint;

import dev.langchain4j.exception.TimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/** Carries out synchronous calls over a route, on the caller's thread. */
public final class SyncCalls {

    private SyncCalls() {}

    /**
     * Calls endpoints until one answers or the route gives up.
     *
     * @param model calls the model of an endpoint
     * @throws io.llmops.api.exception.EndpointException if no endpoint takes a call just now
     * @throws TimeoutException if the time is up; an attempt that was going on was interrupted
     * @throws CancellationException if the thread was interrupted while it waited
     */
    public static <R> R run(Route route, AttemptListener listener, Function<Endpoint, R> model) {
        Attempts attempts = route.begin();
        Try attempt = attempts.first();
        while (true) {
            try {
                R result = once(route, attempts, attempt, listener, model);
                attempt.succeeded();
                listener.ended(attempt, null);
                return result;
            } catch (RuntimeException error) {
                Optional<Try> next = attempts.next(attempt, error);
                listener.ended(attempt, error);
                if (next.isEmpty()) {
                    attempts.giveUp(error);
                    throw error;
                }
                attempt = next.get();
            } catch (Error error) {
                attempt.cancelled();
                listener.ended(attempt, error);
                throw error;
            }
        }
    }

    private static <R> R once(
            Route route, Attempts attempts, Try attempt, AttemptListener listener, Function<Endpoint, R> model) {
        sleep(route.time(), attempt.waited());
        attempt.begin();
        listener.begins(attempt);
        Duration within = attempt.endpoint()
                .attemptTimeout()
                .filter(t -> t.compareTo(attempts.remaining()) < 0)
                .orElseGet(attempts::remaining);
        Deadline deadline = Deadline.in(route.time(), within);
        try {
            return model.apply(attempt.endpoint());
        } catch (RuntimeException error) {
            deadline.close();
            throw deadline.missed()
                    ? new TimeoutException(
                            "endpoint '" + attempt.endpoint().name() + "' gave no whole answer within " + within, error)
                    : error;
        } finally {
            deadline.close();
        }
    }

    private static void sleep(Time time, Duration wait) {
        try {
            time.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException cancelled = new CancellationException("interrupted while waiting to try again");
            cancelled.initCause(e);
            throw cancelled;
        }
    }
}
