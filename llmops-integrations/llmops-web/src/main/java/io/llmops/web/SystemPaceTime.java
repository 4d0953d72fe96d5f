package io.llmops.web;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The time of this process. */
final class SystemPaceTime implements PaceTime {

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void pass(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }
}
