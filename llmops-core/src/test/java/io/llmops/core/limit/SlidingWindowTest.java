package io.llmops.core.limit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SlidingWindowTest {

    private static final long WINDOW = 1_000_000_000L;
    private static final int THREADS = 64;
    private static final int ACQUISITIONS = 1_000_000;

    @Test
    void should_give_at_most_the_limit_in_any_window_to_64_threads() throws Exception {
        long seed = System.nanoTime();
        System.out.println("SlidingWindowTest seed " + seed);
        int limit = 1_000;
        SlidingWindow window = new SlidingWindow(limit, WINDOW);
        AtomicLong clock = new AtomicLong(seed % WINDOW);
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        List<Future<long[]>> all = new ArrayList<>();
        try {
            for (int t = 0; t < THREADS; t++) {
                Random random = new Random(seed + t);
                all.add(pool.submit(() -> acquire(window, clock, random)));
            }
            long[] times = new long[ACQUISITIONS];
            int n = 0;
            for (Future<long[]> each : all) {
                long[] some = each.get();
                System.arraycopy(some, 0, times, n, some.length);
                n += some.length;
            }
            assertThat(n).isEqualTo(ACQUISITIONS);
            Arrays.sort(times);
            int violations = 0;
            for (int i = limit; i < n; i++) {
                violations += times[i] - times[i - limit] < WINDOW ? 1 : 0;
            }
            assertThat(violations).isZero();
            double ideal = (times[n - 1] - times[0]) / (double) WINDOW * limit;
            assertThat(n / ideal).as("share of the limit that is given").isGreaterThan(0.95);
        } finally {
            pool.shutdownNow();
        }
    }

    /** The clock moves on by what threads ask; a permit is used at the time that its place names. */
    private static long[] acquire(SlidingWindow window, AtomicLong clock, Random random) {
        long[] times = new long[ACQUISITIONS / THREADS];
        for (int i = 0; i < times.length; ) {
            long now = clock.addAndGet(random.nextInt(1_000_000));
            SlidingWindow.Place place = window.take(1, now, WINDOW);
            if (place != null && place.granted()) {
                assertThat(place.waitNanos()).isLessThanOrEqualTo(WINDOW);
                times[i++] = now + place.waitNanos();
            }
        }
        return times;
    }

    @Test
    void should_let_no_one_overtake_and_bound_every_wait() {
        SlidingWindow window = new SlidingWindow(10, WINDOW);
        long last = -1;
        for (int i = 0; i < 40; i++) {
            SlidingWindow.Place place = take(window, 1, 5, 4 * WINDOW);
            assertThat(place.granted()).isTrue();
            assertThat(place.waitNanos()).isGreaterThanOrEqualTo(last);
            last = place.waitNanos();
        }
        assertThat(last).isBetween(3 * WINDOW, 3 * WINDOW + 3 * WINDOW / SlidingWindow.SLOTS + 1);
    }

    @Test
    void should_take_nothing_when_it_refuses_and_say_when_there_is_room() {
        SlidingWindow window = new SlidingWindow(10, WINDOW);
        take(window, 10, 0, 0);

        SlidingWindow.Place refused = take(window, 1, WINDOW / 2, 0);

        assertThat(refused.granted()).isFalse();
        SlidingWindow.Place later = take(window, 10, WINDOW / 2 + refused.waitNanos(), 0);
        assertThat(later.granted()).isTrue();
        assertThat(take(window, 11, 9 * WINDOW, Long.MAX_VALUE - 1).granted()).isFalse();
    }

    @Test
    void should_give_room_back_that_was_not_used() {
        SlidingWindow window = new SlidingWindow(100, WINDOW);
        SlidingWindow.Place place = take(window, 90, 0, 0);
        window.giveBack(80, place.slot());

        assertThat(take(window, 90, 1, 0).granted()).isTrue();
        assertThat(take(window, 1, 2, 0).granted()).isFalse();

        take(window, 1, 10 * WINDOW, 0);
        window.giveBack(10, place.slot());
        assertThat(take(window, 99, 10 * WINDOW, 0).granted())
                .as("a slot that has passed")
                .isTrue();
        assertThat(take(window, 1, 10 * WINDOW, 0).granted()).isFalse();
    }

    private static SlidingWindow.Place take(SlidingWindow window, long permits, long now, long maxWait) {
        return requireNonNull(window.take(permits, now, maxWait));
    }
}
