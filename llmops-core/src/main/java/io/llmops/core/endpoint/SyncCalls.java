package io.llmops.core.endpoint;

import dev.langchain4j.exception.TimeoutException;
import io.llmops.api.ledger.Attempt;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Carries out synchronous calls over a route, on the caller's thread. */
public final class SyncCalls {

    private SyncCalls() {}

    /**
     * Calls endpoints until one answers or the route gives up, within the route's deadline.
     *
     * @see #run(Route, Duration, AttemptListener, Function)
     */
    public static <R> R run(Route route, AttemptListener listener, Function<Endpoint, R> model) {
        return run(route, route.deadline(), listener, model);
    }

    /**
     * Calls endpoints until one answers or the route gives up.
     *
     * @param time what is left for the call
     * @param model calls the model of an endpoint; a checked exception that it throws all the same is wrapped
     * @throws io.llmops.api.exception.EndpointException if no endpoint takes a call just now
     * @throws TimeoutException if the time is up; an attempt that was going on was interrupted
     * @throws CancellationException if the thread was interrupted while it waited
     */
    public static <R> R run(Route route, Duration time, AttemptListener listener, Function<Endpoint, R> model) {
        if (time.isZero()) {
            throw new TimeoutException(
                    "the call's deadline was up before an endpoint could be called: allow more time");
        }
        Attempts attempts = route.begin(time);
        Try attempt = attempts.first();
        while (true) {
            try {
                Hedge.Answer<R> answer = once(route, attempts, attempt, listener, model);
                answer.attempt().succeeded();
                listener.ended(answer.attempt(), null);
                return answer.result();
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

    private static <R> Hedge.Answer<R> once(
            Route route, Attempts attempts, Try attempt, AttemptListener listener, Function<Endpoint, R> model) {
        sleep(route.time(), attempt.waited());
        attempt.begin();
        listener.begins(attempt);
        if (route.hedge().isPresent() && attempt.kind() == Attempt.Kind.FIRST) {
            return hedged(
                    route, attempts, attempt, listener, model, route.hedge().get());
        }
        return new Hedge.Answer<>(attempt, within(route, attempts, attempt, model, deadline -> {}));
    }

    private static <R> Hedge.Answer<R> hedged(
            Route route,
            Attempts attempts,
            Try first,
            AttemptListener listener,
            Function<Endpoint, R> model,
            Duration delay) {
        Hedge<R> hedge = new Hedge<>(route, attempts, listener, model, delay);
        try {
            R result = within(route, attempts, first, model, deadline -> hedge.onAnswer(deadline::fire));
            return new Hedge.Answer<>(first, result);
        } catch (RuntimeException error) {
            boolean givenUp = hedge.hasAnswered();
            Hedge.Answer<R> second = answerOf(hedge);
            if (second == null) {
                throw error;
            }
            hedge.won();
            if (givenUp) {
                first.cancelled();
                listener.ended(first, new CancellationException("another attempt answered first"));
            } else {
                attempts.failedBeside(first, error);
                listener.ended(first, error);
            }
            return second;
        } finally {
            hedge.cancel();
        }
    }

    private static <R> Hedge.@Nullable Answer<R> answerOf(Hedge<R> hedge) {
        try {
            return hedge.answer();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** Calls the model of an attempt, and interrupts this thread when the time of the attempt or of the call is up. */
    static <R> R within(
            Route route, Attempts attempts, Try attempt, Function<Endpoint, R> model, Consumer<Deadline> watched) {
        Duration within = attempt.endpoint()
                .attemptTimeout()
                .filter(t -> t.compareTo(attempts.remaining()) < 0)
                .orElseGet(attempts::remaining);
        Deadline deadline = Deadline.in(route.time(), within);
        try {
            watched.accept(deadline);
            return model.apply(attempt.endpoint());
        } catch (Error error) {
            throw error;
        } catch (Throwable error) { // also a checked one, which a model in another language may throw
            deadline.close();
            throw deadline.missed()
                    ? new TimeoutException(
                            "endpoint '" + attempt.endpoint().name() + "' gave no whole answer within " + within, error)
                    : unchecked(error);
        } finally {
            deadline.close();
        }
    }

    private static RuntimeException unchecked(Throwable error) {
        if (error instanceof RuntimeException unchecked) {
            return unchecked;
        }
        if (error instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return new IllegalStateException(
                "a model threw a checked exception: " + error.getClass().getName(), error);
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
