package io.llmops.core.endpoint;

import java.time.Duration;

/** Time as calls use it: what it is, waiting for it, and being told when it comes. Thread-safe. */
public interface Time {

    /** Nanoseconds of a monotonic clock. */
    long nanoTime();

    /** Waits on the current thread. */
    void sleep(Duration duration) throws InterruptedException;

    /** Runs a short task later, once, on the timer's thread. */
    Scheduled schedule(Duration delay, Runnable task);

    /** A task that waits for its time. */
    @FunctionalInterface
    interface Scheduled {

        /** Keeps it from running, if it has not begun. */
        void cancel();
    }
}
