package io.llmops.core.gateway;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alarms for all calls of a gateway, on one daemon thread that looks at them every {@link #TICK}. To set, move and cancel
 * an alarm costs no lock and wakes nobody, which a call to a model cannot say of a timer queue under load; an alarm goes
 * off at most a tick late. Thread-safe.
 */
final class Deadlines implements AutoCloseable {

    /** Time between two looks: ten milliseconds. */
    static final Duration TICK = Duration.ofMillis(10);

    private static final Logger LOG = LoggerFactory.getLogger(Deadlines.class);
    /** Looks at nothing before the thread goes to sleep: a second's worth. */
    private static final int IDLE_TICKS = 100;

    private static final Duration CLOSE_BOUND = Duration.ofSeconds(5);

    private final LongSupplier nanoTime;
    private final boolean ticking;
    private final Set<Alarm> alarms = ConcurrentHashMap.newKeySet();
    private @Nullable Thread thread;
    private volatile boolean asleep = true;
    private volatile boolean closed;

    private Deadlines(LongSupplier nanoTime, boolean ticking) {
        this.nanoTime = nanoTime;
        this.ticking = ticking;
    }

    /** Deadlines with a thread, which starts with the first alarm and ends with {@link #close()}. */
    static Deadlines started(LongSupplier nanoTime) {
        return new Deadlines(nanoTime, true);
    }

    /** Deadlines without a thread: {@link #tick()} is called by hand. */
    static Deadlines byHand(LongSupplier nanoTime) {
        return new Deadlines(nanoTime, false);
    }

    /**
     * Sets an alarm.
     *
     * @param due when, by the nano time of these deadlines
     * @param action runs once, on the shared thread, so that it must be quick and must not call the application's code
     */
    Alarm at(long due, Runnable action) {
        Alarm alarm = new Alarm(due, action);
        alarms.add(alarm);
        wake();
        return alarm;
    }

    /** Interrupts the current thread when the time has come; the caller ends it, whatever happens, before it returns. */
    Interruption interrupting(long due) {
        Interruption interruption = new Interruption(Thread.currentThread());
        interruption.setBy(at(due, interruption));
        return interruption;
    }

    /** Sets off what is due. */
    void tick() {
        long now = nanoTime.getAsLong();
        for (Alarm alarm : alarms) {
            if (alarm.due - now <= 0) {
                alarm.ring();
            }
        }
    }

    /** Alarms that are set. */
    int size() {
        return alarms.size();
    }

    private void wake() {
        if (asleep && ticking) {
            Thread sleeper = startedThread();
            if (sleeper != null) {
                LockSupport.unpark(sleeper);
            }
        }
    }

    private synchronized @Nullable Thread startedThread() {
        if (thread == null && !closed) {
            thread = new Thread(this::work, "llmops-deadlines");
            thread.setDaemon(true);
            thread.start();
        }
        return thread;
    }

    private void work() {
        int idle = 0;
        while (!closed) {
            asleep = idle >= IDLE_TICKS;
            // Looked at after the flag is up, so that who adds one sees the flag or is seen here.
            if (asleep && alarms.isEmpty()) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, TICK.toNanos());
            }
            asleep = false;
            idle = alarms.isEmpty() ? idle + 1 : 0;
            tick();
        }
    }

    /** Stops the thread; alarms that are still set do not go off. Waits at most five seconds. */
    @Override
    public void close() {
        Thread started;
        synchronized (this) {
            closed = true;
            started = thread;
        }
        if (started == null) {
            return;
        }
        LockSupport.unpark(started);
        try {
            started.join(CLOSE_BOUND.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One thing to do later, at most once. */
    final class Alarm {
        private final Runnable action;
        private volatile long due;

        private Alarm(long due, Runnable action) {
            this.due = due;
            this.action = action;
        }

        /** Another time, as for the next token of a stream; costs one write. */
        void move(long due) {
            this.due = due;
        }

        /** Whether it was still set; if so it will not go off any more. */
        boolean cancel() {
            return alarms.remove(this);
        }

        private void ring() {
            if (!cancel()) {
                return;
            }
            try {
                action.run();
            } catch (RuntimeException e) {
                LOG.warn("An alarm failed: {}", e.toString());
            }
        }
    }
}
