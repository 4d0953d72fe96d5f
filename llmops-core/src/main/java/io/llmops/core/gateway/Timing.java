package io.llmops.core.gateway;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Time and chance of a gateway, so that tests need neither sleep nor luck.
 *
 * @param clock for what is recorded, and for breakers
 * @param nanoTime by which latencies, waits and deadlines are measured
 * @param sleeper how the caller's thread waits
 * @param chance a number from 0 up to but not 1, for jitter and routing; thread-safe
 */
record Timing(Clock clock, LongSupplier nanoTime, Sleeper sleeper, DoubleSupplier chance) {

    /** Lets the caller's thread wait. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(Duration duration) throws InterruptedException;
    }

    /** The real ones. */
    static Timing real(Clock clock, LongSupplier nanoTime) {
        return new Timing(
                clock,
                nanoTime,
                duration -> TimeUnit.NANOSECONDS.sleep(duration.toNanos()),
                () -> ThreadLocalRandom.current().nextDouble());
    }

    long now() {
        return nanoTime.getAsLong();
    }
}
