package io.llmops.core.gateway;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import io.llmops.api.exception.GuardrailException;
import io.llmops.api.exception.StreamBrokenException;
import io.llmops.api.exception.StreamTimeoutException;
import io.llmops.core.endpoint.Attempts;
import io.llmops.core.endpoint.Endpoint;
import io.llmops.core.endpoint.Route;
import io.llmops.core.endpoint.StreamLimits;
import io.llmops.core.endpoint.Time;
import io.llmops.core.endpoint.Try;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a caller over as many attempts as it takes: tried again, or elsewhere, until its first token is there, and
 * from then on never. It ends once. Thread-safe.
 *
 * <p>No thread waits: the first attempt is made on the caller's thread, the others, like what a time limit brings about,
 * on a thread of {@link Streams}. What happens is decided under the lock; no callback of the caller runs under it.
 */
final class StreamCall implements StreamingHandle {

    private final Route route;
    private final Attempts attempts;
    private final StreamBooking booking;
    private final StreamOutlet outlet;
    private final ChatRequest request;
    private final BiConsumer<Endpoint, StreamingChatResponseHandler> model;
    private final Streams streams;
    private final Object lock = new Object();
    private final StreamTally tally = new StreamTally();
    private @Nullable StreamAttempt current;
    private @Nullable Try waiting;
    private Time.@Nullable Scheduled alarm;
    private boolean over;
    private volatile boolean cancelled;

    /**
     * A stream that has not started.
     *
     * @param guards what the answer goes through
     * @param model calls the model of an endpoint
     * @param streams knows this one while it goes on, and has threads for it
     */
    StreamCall(
            Route route,
            StreamBooking booking,
            StreamingChatResponseHandler handler,
            GuardedStream guards,
            ChatRequest request,
            BiConsumer<Endpoint, StreamingChatResponseHandler> model,
            Streams streams) {
        this.route = route;
        this.attempts = route.beginStream();
        this.booking = booking;
        this.outlet = new StreamOutlet(handler, guards, booking::callBack, this, this::handlerFailed);
        this.request = request;
        this.model = model;
        this.streams = streams;
    }

    /**
     * Makes the first attempt, on the current thread unless it has to wait. What goes wrong is told to the handler.
     *
     * @param caller the handler as the application gave it
     */
    void start(StreamingChatResponseHandler caller) {
        outlet.started(caller);
        streams.began(this);
        if (endedAtStart()) {
            return;
        }
        Try first;
        try {
            first = attempts.first();
        } catch (RuntimeException | Error e) {
            refuse(null, e);
            return;
        }
        synchronized (lock) {
            if (over) {
                first.cancelled();
                return;
            }
            waiting = first;
        }
        if (first.waited().isZero()) {
            begin(first);
        } else {
            after(first);
        }
    }

    /** A handler may cancel, or throw, as soon as it is given the handle; what is over is no longer known as open. */
    private boolean endedAtStart() {
        synchronized (lock) {
            if (over) {
                streams.ended(this);
            }
            return over;
        }
    }

    private void after(Try next) {
        Time.Scheduled scheduled;
        try {
            scheduled = route.time().schedule(next.waited(), () -> later(next));
        } catch (RuntimeException | Error e) { // closed, or no thread can be made
            refuse(next, e);
            return;
        }
        synchronized (lock) {
            if (waiting == next) {
                alarm = scheduled;
                return;
            }
        }
        scheduled.cancel();
    }

    private void later(Try next) {
        try {
            streams.execute(() -> begin(next));
        } catch (RuntimeException | Error e) { // closed, or no thread can be made
            refuse(next, e);
        }
    }

    private void begin(Try next) {
        StreamAttempt attempt = new StreamAttempt(this, next);
        Throwable refusal = null;
        synchronized (lock) {
            if (waiting != next) {
                return; // cancelled while it waited
            }
            next.begin();
            try {
                booking.begins(next);
                waiting = null;
                current = attempt;
            } catch (RuntimeException | Error e) {
                refusal = e;
            }
        }
        if (refusal == null) {
            call(attempt);
        } else {
            refuse(next, refusal);
        }
    }

    private void call(StreamAttempt attempt) {
        Endpoint endpoint = attempt.attempt().endpoint();
        StreamLimits limits = route.streamLimits().within(endpoint.attemptTimeout());
        try {
            attempt.watch(new StreamWatch(
                    route.time(),
                    limits,
                    attempts.remaining(),
                    outlet::isBusy,
                    limit -> overran(attempt, limit, limits.of(limit))));
            booking.callModel(() -> attempt.run(() -> model.accept(endpoint, attempt)));
        } catch (Throwable e) {
            failed(attempt, e);
        }
    }

    /** A piece of the answer came: counts it and hands it over, if it is of the attempt that is going on. */
    void piece(StreamAttempt from, BiConsumer<StreamTally, StreamOutlet> token) {
        Throwable refusal = null;
        synchronized (lock) {
            if (current != from) {
                return;
            }
            booking.chunk();
            try {
                token.accept(tally, outlet);
                outlet.then(from::token); // from here on the provider is waited for again, and no longer the handler
            } catch (RuntimeException | Error e) { // of a guard
                refusal = e;
                stop(e);
            }
        }
        if (refusal == null) {
            from.token();
            outlet.run();
        } else {
            from.close();
            refused(refusal);
        }
    }

    /** What was shown before stays; what is held is dropped. */
    private void refused(Throwable refusal) {
        try {
            if (refusal instanceof GuardrailException) {
                outlet.refused(tally.partialText());
            }
        } catch (RuntimeException | Error e) { // another guard failed on the whole; the handler hears of the refusal
            refusal.addSuppressed(e);
        }
        end(refusal);
    }

    /** What the provider sends beside the answer is no token. */
    void rawEvent(StreamAttempt from, Object event) {
        synchronized (lock) {
            if (current != from) {
                return;
            }
            outlet.rawEvent(event);
        }
        outlet.run();
    }

    void completed(StreamAttempt from, ChatResponse response) {
        if (FilteredAnswerException.isFor(response, route) && !isBegun()) {
            failed(from, new FilteredAnswerException(from.attempt().endpoint(), response));
            return;
        }
        synchronized (lock) {
            if (current != from) {
                return;
            }
            current = null;
            isOver();
            from.attempt().succeeded();
            booking.ended(from.attempt(), null, null);
        }
        from.end();
        try {
            outlet.completed(booking.completed(response));
        } catch (RuntimeException | Error e) {
            outlet.failed(e);
        }
        outlet.run();
    }

    private boolean isBegun() {
        synchronized (lock) {
            return tally.chunks() > 0;
        }
    }

    void failed(StreamAttempt from, Throwable error) {
        boolean begun;
        Try next;
        synchronized (lock) {
            if (current != from) {
                return;
            }
            begun = tally.chunks() > 0;
            boolean received = begun || error instanceof StreamTimeoutException;
            next = attempts.next(from.attempt(), error, !begun && !(error instanceof Error))
                    .orElse(null);
            booking.ended(from.attempt(), error, received ? tally.estimate(request) : null);
            current = null;
            waiting = next;
            if (next == null) {
                isOver();
            }
        }
        from.close();
        if (next == null) {
            attempts.giveUp(error);
            end(begun ? broken(from, error) : error);
        } else if (next.waited().isZero()) {
            later(next);
        } else {
            after(next);
        }
    }

    private void overran(StreamAttempt from, StreamTimeoutException.Limit limit, Duration allowed) {
        StreamTimeoutException error =
                new StreamTimeoutException(from.attempt().endpoint().name(), limit, allowed);
        try {
            streams.execute(() -> failed(from, error));
        } catch (RuntimeException | Error e) { // closed, or no thread can be made
            failed(from, error);
        }
    }

    private StreamBrokenException broken(StreamAttempt from, Throwable error) {
        return new StreamBrokenException(
                from.attempt().endpoint().name() + ": the stream broke after " + tally.chunks()
                        + " piece(s) of the answer, and was not tried again since they had been shown; the cause says"
                        + " why, partialText() has them",
                outlet.holds() ? "" : tally.partialText(),
                error);
    }

    /** Ends the call where no attempt is going on. */
    private void refuse(@Nullable Try next, Throwable error) {
        synchronized (lock) {
            if (over) {
                return;
            }
            isOver();
            waiting = null;
            if (next != null) {
                next.cancelled();
            }
        }
        attempts.giveUp(error);
        end(error);
    }

    private void end(Throwable error) {
        try {
            booking.failed(error);
        } finally { // the handler hears of it even if the record cannot be made
            outlet.failed(error);
            outlet.run();
        }
    }

    /** The caller's handler threw: nobody listens any more, which is no failure of the endpoint. */
    void handlerFailed(Throwable fault) {
        StreamAttempt attempt;
        synchronized (lock) {
            if (over) {
                StreamOutlet.logged(fault);
                return;
            }
            attempt = stop(fault);
        }
        close(attempt);
        try {
            booking.failed(fault);
        } finally {
            outlet.failed(fault);
        }
    }

    /** Ends it from outside, whatever it is at. */
    void shut(RuntimeException error) {
        StreamAttempt attempt;
        synchronized (lock) {
            if (over) {
                return;
            }
            attempt = stop(error);
        }
        close(attempt);
        end(attempt != null && tally.chunks() > 0 ? broken(attempt, error) : error);
    }

    @Override
    public void cancel() {
        CancellationException left = new CancellationException("the caller cancelled the stream");
        StreamAttempt attempt;
        synchronized (lock) {
            if (over) {
                return;
            }
            attempt = stop(left);
            cancelled = true;
        }
        close(attempt);
        booking.failed(left);
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    private @Nullable StreamAttempt stop(Throwable why) {
        StreamAttempt attempt = current;
        isOver();
        current = null;
        if (attempt != null) {
            attempt.attempt().cancelled();
            booking.ended(attempt.attempt(), why, tally.estimate(request));
        }
        if (waiting != null) {
            waiting.cancelled();
            waiting = null;
        }
        if (alarm != null) {
            alarm.cancel();
        }
        return attempt;
    }

    private void isOver() {
        over = true;
        streams.ended(this);
    }

    private static void close(@Nullable StreamAttempt attempt) {
        if (attempt != null) {
            attempt.close();
        }
    }
}
