package io.llmops.core.endpoint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Time that stands still until it is moved: waiting moves it, and what is due then runs on the thread that moved it. */
final class FakeTime implements Time {

    private final AtomicLong nanos = new AtomicLong(1_000_000);
    private final List<Task> tasks = new CopyOnWriteArrayList<>();
    private final List<Duration> waits = new CopyOnWriteArrayList<>();

    private record Task(long due, Runnable work) {}

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    @Override
    public void sleep(Duration duration) {
        if (!duration.isZero()) {
            waits.add(duration);
            advance(duration);
        }
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable work) {
        Task task = new Task(nanos.get() + delay.toNanos(), work);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    void advance(Duration duration) {
        long now = nanos.addAndGet(duration.toNanos());
        for (Task task : new ArrayList<>(tasks)) {
            if (task.due() <= now && tasks.remove(task)) {
                task.work().run();
            }
        }
    }

    /** Every wait so far. */
    List<Duration> waits() {
        return List.copyOf(waits);
    }

    int scheduled() {
        return tasks.size();
    }
}
