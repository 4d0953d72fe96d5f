package io.llmops.core.gateway;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs events one at a time and in order, on whichever thread comes. A thread that finds another at work leaves its event
 * to that one and does not wait, so that two threads of a provider, or a callback that cancels its own stream, are safe.
 */
final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger wanted = new AtomicInteger();

    /** Adds an event; it runs with the next {@link #run()} at the latest. Those after one that throws run all the same. */
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
                run(event);
            }
            seen = wanted.addAndGet(-seen);
        } while (seen != 0);
    }

    /** Whatever it throws, checked exceptions of other languages included: else nothing would ever be delivered again. */
    private static void run(Runnable event) {
        try {
            event.run();
        } catch (Throwable fault) {
            LOG.warn("An event of a stream failed: {}", fault.getClass().getName());
        }
    }

    /** Whether an event runs just now. */
    boolean isBusy() {
        return wanted.get() != 0;
    }
}
