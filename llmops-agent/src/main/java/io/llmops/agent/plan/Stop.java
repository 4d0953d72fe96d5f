package io.llmops.agent.plan;

import io.llmops.api.agent.StopReason;

/** Ends a run at a limit; never leaves this package. */
final class Stop extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final StopReason reason;

    Stop(StopReason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    StopReason reason() {
        return reason;
    }
}
