package io.llmops.core.gateway;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs events one at a time and in order, on whichever thread comes. A thread that finds another at work leaves its event
 * to that one and does not wait, so that two threads of a provider, or a callback that cancels its own stream, are safe.
 */
final class Delivery {

    private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger wanted = new AtomicInteger();

    /** Adds an event that must not throw; it runs with the next {@link #run()} at the latest. */
    void add(Runnable event) {
        events.add(event);
    }

    /** Runs what there is, unless another thread, or this one further up, is about to. */
    void run() {
        if (wanted.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            for (Runnable event = events.poll(); event != null; event = events.poll()) {
                event.run();
            }
            seen = wanted.addAndGet(-seen);
        } while (seen != 0);
    }

    /** Whether an event runs just now. */
    boolean isBusy() {
        return wanted.get() != 0;
    }
}
