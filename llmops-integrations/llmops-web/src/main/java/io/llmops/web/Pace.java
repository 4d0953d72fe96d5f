package io.llmops.web;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;

/** Leaves time between the requests to one host. Thread-safe: pages of one crawl may be opened by several. */
final class Pace {

    private final PaceTime time;
    private final Duration delay;
    private final Map<String, Long> lastTurns = new HashMap<>();

    Pace(PaceTime time, Duration delay) {
        this.time = time;
        this.delay = delay;
    }

    /** Waits for the turn of a request to that host. */
    synchronized void await(String host, Duration ownDelay) {
        Duration longer = ownDelay.compareTo(delay) > 0 ? ownDelay : delay;
        long now = time.nanoTime();
        Long last = lastTurns.get(host);
        long turn = last == null ? now : Math.max(now, last + longer.toNanos());
        pause(Duration.ofNanos(turn - now));
        lastTurns.put(host, turn);
    }

    /** Waits in addition. */
    void pause(Duration length) {
        if (length.isZero()) {
            return;
        }
        try {
            time.pass(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the reading of the site was interrupted");
        }
    }
}
