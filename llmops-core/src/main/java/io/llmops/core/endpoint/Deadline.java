package io.llmops.core.endpoint;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Interrupts a thread when its time is up, so that a synchronous call can stay on the caller's thread. Closed by that
 * thread when the call has returned: from then on no interrupt comes, and the flag that this one set is cleared. A flag
 * that someone else set before the time was up is left as it was.
 */
final class Deadline implements AutoCloseable {

    private enum State {
        ARMED,
        FIRING,
        FIRED,
        CLOSED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.ARMED);
    private final Thread thread = Thread.currentThread();
    private final Time.Scheduled scheduled;
    private volatile boolean foreign;
    private boolean missed;

    private Deadline(Time time, Duration within) {
        this.scheduled = time.schedule(within, this::fire);
    }

    /** A deadline for what the current thread does next. */
    static Deadline in(Time time, Duration within) {
        return new Deadline(time, within);
    }

    /** Interrupts the thread if it has not closed this; for the time being up, or for there being no reason to go on. */
    void fire() {
        if (state.compareAndSet(State.ARMED, State.FIRING)) {
            foreign = thread.isInterrupted();
            thread.interrupt();
            state.set(State.FIRED);
        }
    }

    /** Whether the time was up before the call returned; known once it is closed. */
    boolean missed() {
        return missed;
    }

    @Override
    public void close() {
        if (state.compareAndSet(State.ARMED, State.CLOSED)) {
            scheduled.cancel();
            return;
        }
        while (state.get() == State.FIRING) {
            Thread.onSpinWait();
        }
        if (state.getAndSet(State.CLOSED) == State.FIRED) {
            missed = true;
            if (!foreign) {
                Thread.interrupted();
            }
        }
    }
}
