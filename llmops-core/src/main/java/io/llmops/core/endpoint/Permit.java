package io.llmops.core.endpoint;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A place of one attempt at an endpoint; given back once. Thread-safe. */
final class Permit {

    /** What an attempt says of its endpoint. */
    enum End {
        /** It answered. */
        SUCCEEDED,
        /** It failed in a way that tells that it is unwell. */
        UNHEALTHY,
        /** It says nothing: the request was wrong, or the caller left. */
        NEUTRAL
    }

    private final Lane lane;
    private final Duration rateWait;
    private final AtomicBoolean open = new AtomicBoolean(true);

    Permit(Lane lane, Duration rateWait) {
        this.lane = lane;
        this.rateWait = rateWait;
    }

    /** How long the attempt must wait for the endpoint's rate limit. */
    Duration rateWait() {
        return rateWait;
    }

    void give(long nanos, End end, @Nullable Throwable failure) {
        if (open.compareAndSet(true, false)) {
            lane.left(nanos, end, failure);
        }
    }
}
