package io.llmops.api.agent;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A run of an agent that was started. Thread-safe. */
public interface AgentRun {

    /** Its id; every model call of the run is booked under it. */
    String id();

    /**
     * Waits for the end.
     *
     * @throws io.llmops.api.exception.AgentException if it has not ended within {@code timeout}; the run goes on
     */
    AgentResult await(Duration timeout);

    /** The result, when it has ended; a failed run completes normally with {@link StopReason#ERROR}. */
    CompletableFuture<AgentResult> result();

    /** Asks it to end; it stops before its next step, and its result says {@link StopReason#CANCELLED}. */
    void cancel();
}
