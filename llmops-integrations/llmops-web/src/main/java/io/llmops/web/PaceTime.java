package io.llmops.web;

import java.time.Duration;

/** Time as a crawl sees it, so that tests need not wait. */
interface PaceTime {

    /** As {@link System#nanoTime()}. */
    long nanoTime();

    /** Returns when so much time has passed. */
    void pass(Duration duration) throws InterruptedException;
}
