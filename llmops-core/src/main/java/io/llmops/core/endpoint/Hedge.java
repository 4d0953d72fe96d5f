package io.llmops.core.endpoint;

import io.llmops.core.context.CallScope;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A second attempt of one call, on a thread of its own and within the caller's scope, beside a first one that is slow
 * (Dean and Barroso, The Tail at Scale, 2013). Whichever answers first counts; the other is interrupted, and booked as
 * cancelled. All that is booked is booked on the caller's thread, save what the second attempt fails with.
 */
final class Hedge<R> {

    private final Route route;
    private final Attempts attempts;
    private final AttemptListener listener;
    private final Function<Endpoint, R> model;
    private final CallScope scope = CallScope.current();
    private final CompletableFuture<Answer<R>> second = new CompletableFuture<>();
    private final Time.Scheduled start;
    private @Nullable Thread thread;
    private @Nullable Try attempt;
    private Runnable wake = () -> {};
    private boolean over;

    /** An attempt and what it was answered. */
    record Answer<R>(Try attempt, R result) {}

    /** @param within after how long the second attempt is made */
    Hedge(Route route, Attempts attempts, AttemptListener listener, Function<Endpoint, R> model, Duration within) {
        this.route = route;
        this.attempts = attempts;
        this.listener = listener;
        this.model = model;
        this.start = route.time().schedule(within, this::start);
    }

    /** Runs once the second attempt has answered; at once if it has already. */
    synchronized void onAnswer(Runnable action) {
        wake = action;
        if (hasAnswered()) {
            action.run();
        }
    }

    private synchronized void answered(Try answered, R result) {
        second.complete(new Answer<>(answered, result));
        wake.run();
    }

    private synchronized void start() {
        if (!over) {
            Thread started = new Thread(this::work, "llmops-hedge");
            started.setDaemon(true);
            try {
                started.start();
                thread = started;
            } catch (Error e) { // no thread can be made: the first attempt goes on alone
                second.cancel(false);
            }
        }
    }

    private void work() {
        try {
            Try entered = enter();
            if (entered == null) {
                second.cancel(false);
                return;
            }
            R result = scope.call(() -> ask(entered));
            answered(entered, result);
        } catch (Throwable e) {
            failed(e);
        }
    }

    private synchronized @Nullable Try enter() {
        Optional<Try> entered = over ? Optional.empty() : attempts.hedge();
        if (entered.isEmpty()) {
            return null;
        }
        try {
            entered.get().begin();
            listener.begins(entered.get());
        } catch (RuntimeException e) { // no money for a second attempt, so that there is none
            attempts.notMade(entered.get());
            return null;
        }
        attempt = entered.get();
        return attempt;
    }

    private R ask(Try entered) {
        return SyncCalls.within(route, attempts, entered, model, deadline -> {});
    }

    private synchronized void failed(Throwable error) {
        Try failed = attempt;
        if (!over && failed != null) {
            attempt = null;
            attempts.failedBeside(failed, error);
            listener.ended(failed, error);
        }
        second.completeExceptionally(error);
    }

    /** The answer of the second attempt if there is one, waited for until the call's time is up; null if there is none. */
    @Nullable Answer<R> answer() throws InterruptedException {
        if (!started()) {
            return null;
        }
        try {
            return second.get(attempts.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | CancellationException | TimeoutException e) {
            return null;
        }
    }

    private synchronized boolean started() {
        return thread != null;
    }

    /** Whether it has answered already. */
    boolean hasAnswered() {
        return second.isDone() && !second.isCompletedExceptionally();
    }

    /** It is of no use any more: what is going on is interrupted, and booked as cancelled. */
    synchronized void cancel() {
        over = true;
        start.cancel();
        if (thread != null) {
            thread.interrupt();
        }
        Try unwanted = attempt;
        if (unwanted != null) {
            attempt = null;
            unwanted.cancelled();
            listener.ended(unwanted, new CancellationException("another attempt answered first"));
        }
    }

    /** Its answer counts, so that there is nothing to cancel any more. */
    synchronized void won() {
        over = true;
        attempt = null;
    }
}
