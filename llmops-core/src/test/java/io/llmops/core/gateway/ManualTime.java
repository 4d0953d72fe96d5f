package io.llmops.core.gateway;

import io.llmops.core.endpoint.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Time that stands still until it is moved; what was scheduled runs while it moves, on the thread that moves it. */
final class ManualTime implements Time {

    private static final class Task {
        private final long at;
        private final Runnable work;

        private Task(long at, Runnable work) {
            this.at = at;
            this.work = work;
        }
    }

    private final List<Task> tasks = new ArrayList<>();
    private final List<Duration> delays = new ArrayList<>();
    private long now = 1_000;

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public void sleep(Duration duration) {
        throw new AssertionError("a stream makes a thread wait for " + duration);
    }

    @Override
    public synchronized Scheduled schedule(Duration delay, Runnable work) {
        Task task = new Task(now + delay.toNanos(), work);
        tasks.add(task);
        delays.add(delay);
        return () -> cancel(task);
    }

    private synchronized void cancel(Task task) {
        tasks.remove(task);
    }

    /** All delays that were ever asked for, in order. */
    synchronized List<Duration> delays() {
        return List.copyOf(delays);
    }

    /** What waits. */
    synchronized int scheduled() {
        return tasks.size();
    }

    void advance(Duration by) {
        long until = nanoTime() + by.toNanos();
        for (Optional<Task> next = due(until); next.isPresent(); next = due(until)) {
            next.get().work.run();
        }
        synchronized (this) {
            now = until;
        }
    }

    private synchronized Optional<Task> due(long until) {
        Optional<Task> next = tasks.stream().filter(t -> t.at <= until).min(Comparator.comparingLong(t -> t.at));
        next.ifPresent(t -> {
            tasks.remove(t);
            now = Math.max(now, t.at);
        });
        return next;
    }
}
