package io.llmops.core.gateway;

import org.jspecify.annotations.Nullable;

/**
 * Interrupts one thread at a deadline, and takes back the flag that it set. It never touches a flag that someone else
 * set before it, and once {@link #end()} has returned it interrupts no more, so that a thread of a pool goes on clean.
 */
final class Interruption implements Runnable {

    private enum State {
        SET,
        /** The flag is ours to clear. */
        INTERRUPTED,
        /** The time had come, but the thread was interrupted by someone else already. */
        FOREIGN,
        ENDED
    }

    private final Thread thread;
    private Deadlines.@Nullable Alarm alarm;
    private State state = State.SET;

    Interruption(Thread thread) {
        this.thread = thread;
    }

    synchronized void setBy(Deadlines.Alarm alarm) {
        this.alarm = alarm;
    }

    /** The time has come. */
    @Override
    public synchronized void run() {
        if (state == State.SET) {
            state = thread.isInterrupted() ? State.FOREIGN : State.INTERRUPTED;
            thread.interrupt();
        }
    }

    /** Ends it, on the thread itself; true if the time had come before. */
    synchronized boolean end() {
        State was = state;
        state = State.ENDED;
        if (alarm != null) {
            alarm.cancel();
        }
        if (was == State.INTERRUPTED) {
            Thread.interrupted();
        }
        return was == State.INTERRUPTED || was == State.FOREIGN;
    }
}
