package io.llmops.core.gateway;

import io.llmops.api.exception.StreamTimeoutException.Limit;
import io.llmops.core.endpoint.StreamLimits;
import io.llmops.core.endpoint.Time;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches one attempt of a stream by its time limits. A token only notes the time; the timer looks, and comes back when
 * there may be something to see. Time that the caller's handler takes is not counted as a gap. Thread-safe.
 */
final class StreamWatch {

    private final Time time;
    private final StreamLimits limits;
    private final BooleanSupplier handlerBusy;
    private final Consumer<Limit> overrun;
    private final long startedNanos;
    private final long endNanos;
    private volatile long tokenNanos;
    private volatile boolean tokens;
    private Time.@Nullable Scheduled alarm;
    private boolean stopped;

    /**
     * A watch that has not begun.
     *
     * @param remaining what is left of the call's total
     * @param handlerBusy whether the caller's handler is at work
     * @param overrun told once, on the timer's thread
     */
    StreamWatch(
            Time time, StreamLimits limits, Duration remaining, BooleanSupplier handlerBusy, Consumer<Limit> overrun) {
        this.time = time;
        this.limits = limits;
        this.handlerBusy = handlerBusy;
        this.overrun = overrun;
        this.startedNanos = time.nanoTime();
        this.endNanos = startedNanos + remaining.toNanos();
    }

    void begin() {
        look();
    }

    /** A token came. */
    void token() {
        tokenNanos = time.nanoTime();
        if (!tokens) {
            tokens = true;
            look();
        }
    }

    synchronized void stop() {
        stopped = true;
        cancel();
    }

    private void look() {
        long now = time.nanoTime();
        if (tokens && handlerBusy.getAsBoolean()) {
            tokenNanos = now;
        }
        long untilEnd = endNanos - now;
        long untilNext = tokens
                ? tokenNanos + limits.gap().toNanos() - now
                : startedNanos + limits.firstToken().toNanos() - now;
        if (untilEnd > 0 && untilNext > 0) {
            again(Math.min(untilEnd, untilNext));
        } else if (end()) {
            overrun.accept(untilEnd <= 0 ? Limit.TOTAL : tokens ? Limit.GAP : Limit.FIRST_TOKEN);
        }
    }

    private synchronized void again(long nanos) {
        if (!stopped) {
            cancel();
            alarm = time.schedule(Duration.ofNanos(nanos), this::look);
        }
    }

    private synchronized boolean end() {
        boolean first = !stopped;
        stopped = true;
        cancel();
        return first;
    }

    private void cancel() {
        if (alarm != null) {
            alarm.cancel();
        }
    }
}
