package io.llmops.core.endpoint;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process's time, with one daemon thread for all that is scheduled; it starts with the first task.
 *
 * <p>Nearly every task is a deadline that is cancelled long before it is due, at once from hundreds of threads. A queue in
 * the order of time would make them wait for one lock; so tasks lie in a set without order, the thread looks through all of
 * them when the nearest is due, and it is woken early only for a task that is nearer still.
 */
public final class SystemTime implements Time, AutoCloseable {

    /** How long the thread sleeps where nothing is scheduled, so that a call after a pause need not wake it. */
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    private static final long LONG_PAUSE = TimeUnit.MINUTES.toNanos(1);

    private static final Logger LOG = LoggerFactory.getLogger(SystemTime.class);

    private final Set<Task> pending = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Thread> timer = new AtomicReference<>();
    private volatile long wakeAt = System.nanoTime();
    private volatile boolean closed;

    /** A time whose timer has not started. */
    public SystemTime() {}

    /** Compared by identity. */
    private static final class Task {
        private final long due;
        private final Runnable work;

        Task(long due, Runnable work) {
            this.due = due;
            this.work = work;
        }
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
    public Scheduled schedule(Duration delay, Runnable work) {
        if (closed) {
            throw closedError();
        }
        Task task = new Task(System.nanoTime() + delay.toNanos(), work);
        pending.add(task);
        if (closed && pending.remove(task)) { // closed meanwhile, so that the thread may not have seen it
            throw closedError();
        }
        Thread thread;
        try {
            thread = thread();
        } catch (Error e) {
            pending.remove(task);
            throw e;
        }
        if (task.due - wakeAt < 0) { // read after the task was added, so that the thread sees it or is woken
            LockSupport.unpark(thread);
        }
        return () -> cancel(task);
    }

    private void cancel(Task task) {
        if (pending.remove(task) && closed) {
            LockSupport.unpark(timer.get()); // which ends with the last task
        }
    }

    private static IllegalStateException closedError() {
        return new IllegalStateException(
                "the gateway of this call, or its LlmOps, is closed: close it after its last call");
    }

    private Thread thread() {
        Thread running = timer.get();
        if (running != null) {
            return running;
        }
        Thread thread = new Thread(this::run, "llmops-timer");
        thread.setDaemon(true);
        if (timer.compareAndSet(null, thread)) {
            try {
                thread.start();
            } catch (Error e) { // no thread can be made just now: the next task tries again
                timer.set(null);
                throw e;
            }
            return thread;
        }
        return requireNonNull(timer.get());
    }

    private void run() {
        boolean rested = false;
        while (!closed || !pending.isEmpty()) {
            long now = System.nanoTime();
            wakeAt = now + LONG_PAUSE; // before the look at the set: whoever adds a task from here on wakes this thread
            boolean empty = pending.isEmpty();
            long next = nearest(now, now + (empty && rested ? LONG_PAUSE : PAUSE));
            rested = empty;
            wakeAt = next;
            LockSupport.parkNanos(this, Math.max(0, next - System.nanoTime()));
        }
    }

    /** Runs what is due; when the next task is, at the latest then. */
    private long nearest(long now, long latest) {
        long nearest = latest;
        for (Iterator<Task> tasks = pending.iterator(); tasks.hasNext(); ) {
            Task task = tasks.next();
            if (task.due - now <= 0) {
                if (pending.remove(task)) { // and not cancelled meanwhile
                    run(task.work);
                }
            } else if (task.due - nearest < 0) {
                nearest = task.due;
            }
        }
        return nearest;
    }

    /** Errors too: without this thread no call would ever end by its deadline. */
    private static void run(Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            LOG.warn("A task of the timer failed: {}", e.toString());
        }
    }

    /** Takes nothing more. What is scheduled still runs, such as the deadlines of calls going on; then the thread ends. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(timer.get());
    }
}
