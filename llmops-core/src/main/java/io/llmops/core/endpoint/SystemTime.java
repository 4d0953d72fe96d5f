package io.llmops.core.endpoint;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The process's time, with one daemon thread for all that is scheduled; it starts with the first task. */
public final class SystemTime implements Time, AutoCloseable {

    private final ScheduledThreadPoolExecutor timer;

    /** A time whose timer has not started. */
    public SystemTime() {
        timer = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "llmops-timer");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (!duration.isZero()) {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        }
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable task) {
        try {
            ScheduledFuture<?> scheduled = timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> scheduled.cancel(false);
        } catch (RejectedExecutionException e) {
            throw new RejectedExecutionException("the gateway of this call is closed", e);
        }
    }

    /** Drops what is scheduled and ends the thread. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
