package io.llmops.core.endpoint;

import io.llmops.api.ledger.Attempt;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a call at an endpoint, from its place there to its end. Ended once, by {@link #succeeded()},
 * {@link #cancelled()} or {@link Attempts#next}. Thread-safe once it has begun.
 */
public final class Try {

    private final Lane lane;
    private final Permit permit;
    private final Attempt.Kind kind;
    private final Duration waited;
    private final Time time;
    private volatile long startedNanos;
    private volatile long endedNanos;

    Try(Lane lane, Permit permit, Attempt.Kind kind, Duration waited, Time time) {
        this.lane = lane;
        this.permit = permit;
        this.kind = kind;
        this.waited = waited;
        this.time = time;
        this.startedNanos = time.nanoTime();
    }

    /** Where. */
    public Endpoint endpoint() {
        return lane.endpoint();
    }

    /** Why. */
    public Attempt.Kind kind() {
        return kind;
    }

    /** How long to wait before it begins. */
    public Duration waited() {
        return waited;
    }

    /** The wait is over, and the model is called now. */
    public void begin() {
        startedNanos = time.nanoTime();
    }

    /** From its begin to its end, or until now. */
    public Duration elapsed() {
        long until = endedNanos == 0 ? time.nanoTime() : endedNanos;
        return Duration.ofNanos(Math.max(0, until - startedNanos));
    }

    /** The model has answered. */
    public void succeeded() {
        end(Permit.End.SUCCEEDED, null);
    }

    /** The caller has left, or another attempt was faster. */
    public void cancelled() {
        end(Permit.End.NEUTRAL, null);
    }

    void failed(Failure failure) {
        boolean unhealthy = failure.verdict().unhealthy(failure.kind());
        end(unhealthy ? Permit.End.UNHEALTHY : Permit.End.NEUTRAL, failure.error());
    }

    private void end(Permit.End end, @Nullable Throwable error) {
        if (endedNanos == 0) {
            endedNanos = time.nanoTime();
        }
        permit.give(elapsed().toNanos(), end, error);
    }

    Lane lane() {
        return lane;
    }
}
