package io.llmops.http;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The bodies that are being read, looked over every {@value #EVERY_MILLIS} ms as long as there are any, so that one that
 * is late ends at most so much later. A timer for each body would be set and taken back for bodies that are there at
 * once, which cost a busy client more than the body itself. Thread-safe.
 */
final class OpenBodies {

    private static final long EVERY_MILLIS = 20;
    private static final Executor LATER = CompletableFuture.delayedExecutor(EVERY_MILLIS, TimeUnit.MILLISECONDS);

    private final Set<LimitedBody> open = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();

    void add(LimitedBody body) {
        open.add(body);
        if (!looking.get() && looking.compareAndSet(false, true)) {
            LATER.execute(this::look);
        }
    }

    void remove(LimitedBody body) {
        open.remove(body);
    }

    private void look() {
        long now = System.nanoTime();
        for (LimitedBody body : open) {
            body.endIfLate(now);
        }
        looking.set(false);
        // After the flag is down: a body that came meanwhile has seen it up, and relies on this look.
        if (!open.isEmpty() && looking.compareAndSet(false, true)) {
            LATER.execute(this::look);
        }
    }
}
