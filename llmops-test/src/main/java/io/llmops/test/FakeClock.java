package io.llmops.test;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is moved. Thread-safe; clocks made by {@link #withZone} move with it. */
public final class FakeClock extends Clock {

    /** Where {@link #create()} begins: 2026-01-01T00:00:00Z. */
    public static final Instant DEFAULT_START = Instant.parse("2026-01-01T00:00:00Z");

    private final Hands hands;
    private final Instant start;
    private final ZoneId zone;

    private FakeClock(Hands hands, Instant start, ZoneId zone) {
        this.hands = hands;
        this.start = start;
        this.zone = zone;
    }

    /** A clock in UTC that stands at {@link #DEFAULT_START}. */
    public static FakeClock create() {
        return at(DEFAULT_START);
    }

    /** A clock in UTC that stands at an instant. */
    public static FakeClock at(Instant start) {
        return new FakeClock(new Hands(requireNonNull(start, "start")), start, ZoneOffset.UTC);
    }

    /**
     * Moves it forward; returns where it stands now.
     *
     * @throws IllegalArgumentException if {@code duration} is negative: use {@link #set(Instant)} to go back
     */
    public Instant advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("a clock is advanced by " + duration + "; use set(...) to go back");
        }
        return hands.advance(duration);
    }

    /** Moves it to an instant, back as well as forward, as a wall clock may jump. */
    public void set(Instant instant) {
        hands.set(requireNonNull(instant, "instant"));
    }

    /** Nanoseconds from where the clock began to where it stands, in place of {@link System#nanoTime()}. */
    public long nanoTime() {
        return Duration.between(start, hands.now()).toNanos();
    }

    @Override
    public Instant instant() {
        return hands.now();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public FakeClock withZone(ZoneId zone) {
        return new FakeClock(hands, start, requireNonNull(zone, "zone"));
    }

    @Override
    public String toString() {
        return "FakeClock[" + hands.now() + ", " + zone + "]";
    }

    /** Where a clock and its views in other zones stand. */
    private static final class Hands {
        private Instant now;

        Hands(Instant now) {
            this.now = now;
        }

        synchronized Instant now() {
            return now;
        }

        synchronized void set(Instant instant) {
            now = instant;
        }

        synchronized Instant advance(Duration duration) {
            now = now.plus(duration);
            return now;
        }
    }
}
