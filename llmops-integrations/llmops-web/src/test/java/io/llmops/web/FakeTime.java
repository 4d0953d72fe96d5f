package io.llmops.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Passes when somebody waits. */
final class FakeTime implements PaceTime {

    private long now;
    private final List<Duration> waits = new ArrayList<>();

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void pass(Duration duration) {
        waits.add(duration);
        now += duration.toNanos();
    }

    List<Duration> waits() {
        return waits;
    }
}
