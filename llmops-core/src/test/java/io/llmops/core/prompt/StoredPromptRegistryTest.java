package io.llmops.core.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.exception.PromptException;
import io.llmops.api.exception.StoreException;
import io.llmops.api.prompt.PromptChanges;
import io.llmops.api.prompt.PromptDraft;
import io.llmops.api.prompt.PromptRef;
import io.llmops.api.prompt.PromptRegistry;
import io.llmops.api.prompt.PromptStore;
import io.llmops.test.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A registry over a store that others change, that breaks and that goes away. */
@Timeout(60)
class StoredPromptRegistryTest {

    private final FakeClock clock = FakeClock.create();
    private final FakeStore store = new FakeStore();
    private final HandTimer timer = new HandTimer();
    private final StoredPromptRegistry registry = StoredPromptRegistry.open(store, clock, timer);

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void should_see_versions_and_labels_of_others_together_with_the_next_look() {
        PromptRegistry other = StoredPromptRegistry.open(store.shared());
        publish(other, "one");
        other.label("p", "production", 1);
        assertThat(registry.names()).isEmpty();
        timer.advance(StoredPromptRegistry.INTERVAL);
        assertThat(number("p@production")).isEqualTo(1);
        publish(other, "two");
        other.label("p", "production", 2);
        assertThat(number("p@production")).isEqualTo(1);
        timer.advance(StoredPromptRegistry.INTERVAL);
        assertThat(number("p@production")).isEqualTo(2);
    }

    @Test
    void should_show_a_change_to_running_applications_within_a_second_and_as_a_whole() {
        HandTimer otherTimer = new HandTimer();
        try (StoredPromptRegistry other = StoredPromptRegistry.open(store.shared(), clock, otherTimer)) {
            publish(registry, "one");
            registry.label("p", "production", 1);
            otherTimer.advance(Duration.ofSeconds(1));
            for (int round = 0; round < 3; round++) {
                int number = publish(registry, "round " + round);
                registry.label("p", "production", number);
                assertThat(other.get(PromptRef.parse("p@production")).number()).isEqualTo(number - 1);
                otherTimer.advance(Duration.ofSeconds(1));
                assertThat(other.get(PromptRef.parse("p@production")).draft().user())
                        .isEqualTo("round " + round);
                assertThat(other.labels("p")).isEqualTo(registry.labels("p"));
            }
        }
        assertThat(otherTimer.isShutdown()).isTrue();
    }

    @Test
    void should_look_again_and_again_by_a_thread_of_its_own() throws InterruptedException {
        try (StoredPromptRegistry running = StoredPromptRegistry.open(store.shared())) {
            store.looked.drainPermits();
            assertThat(store.looked.tryAcquire(3, 50, TimeUnit.SECONDS)).isTrue();
            assertThat(running.names()).isEmpty();
        }
    }

    @Test
    void should_serve_what_is_known_while_the_store_is_away_and_say_since_when() {
        publish(registry, "one");
        registry.label("p", "production", 1);
        store.away = true;
        clock.advance(Duration.ofSeconds(3));
        timer.advance(StoredPromptRegistry.INTERVAL);
        timer.advance(StoredPromptRegistry.INTERVAL);
        assertThat(number("p@production")).isEqualTo(1);
        assertThat(registry.health().away()).contains("cut off");
        assertThat(registry.health().seenAt()).isEqualTo(FakeClock.DEFAULT_START);
        assertThatThrownBy(() -> publish(registry, "two")).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> registry.label("p", "production", 1)).isInstanceOf(StoreException.class);
        store.away = false;
        timer.advance(StoredPromptRegistry.INTERVAL);
        assertThat(registry.health().isGood()).isTrue();
        assertThat(publish(registry, "two")).isEqualTo(2);
    }

    @Test
    void should_count_a_store_that_does_not_answer_as_away() {
        assertThat(registry.health().away()).isNull();
        clock.advance(Duration.ofSeconds(6));
        assertThat(registry.health().away()).contains("has not answered for 6 s");
    }

    @Test
    void should_keep_the_last_good_version_and_labels_when_a_row_is_broken() {
        publish(registry, "one");
        registry.label("p", "production", 1);
        assertThat(number("p@production")).isEqualTo(1);
        store.versions.set(0, new PromptChanges.Version("p", 1, "scribble"));
        store.labels.put("p", "labels: scribble");
        store.restored();
        timer.advance(StoredPromptRegistry.INTERVAL);
        assertThat(number("p@production")).isEqualTo(1);
        assertThat(registry.health().problems()).hasSize(2).allSatisfy(problem -> assertThat(problem.reason())
                .doesNotContain("scribble"));
        assertThatThrownBy(() -> StoredPromptRegistry.open(store.shared()).get(PromptRef.parse("p@1")))
                .isInstanceOf(PromptException.class);
    }

    @Test
    void should_refuse_to_open_a_store_that_is_away_and_close_it() {
        FakeStore other = new FakeStore();
        other.away = true;
        assertThatThrownBy(() -> StoredPromptRegistry.open(other)).isInstanceOf(StoreException.class);
        assertThat(other.closed).isTrue();
    }

    private static int publish(PromptRegistry registry, String text) {
        return registry.publish(PromptDraft.builder("p").user(text).build()).number();
    }

    private int number(String ref) {
        return registry.get(PromptRef.parse(ref)).number();
    }

    /** Repeats what it was given when the test says that time has passed. */
    private static final class HandTimer extends ScheduledThreadPoolExecutor {
        private Runnable work = () -> {};
        private Duration interval = Duration.ZERO;
        private Duration passed = Duration.ZERO;

        HandTimer() {
            super(0);
        }

        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long first, long delay, TimeUnit unit) {
            assertThat(first).isEqualTo(delay);
            work = command;
            interval = Duration.of(delay, unit.toChronoUnit());
            return super.scheduleWithFixedDelay(() -> {}, 1, 1, TimeUnit.DAYS);
        }

        void advance(Duration time) {
            for (passed = passed.plus(time); passed.compareTo(interval) >= 0; passed = passed.minus(interval)) {
                work.run();
            }
        }
    }

    /** Keeps everything in lists and can be cut off. */
    private static class FakeStore implements PromptStore {
        final Semaphore looked = new Semaphore(0);
        final List<PromptChanges.Version> versions = new ArrayList<>();
        final Map<String, String> labels = new HashMap<>();
        long revision;
        volatile boolean away;
        volatile boolean closed;

        /** The same store, which another closes. */
        PromptStore shared() {
            FakeStore all = this;
            return new PromptStore() {
                @Override
                public PromptChanges changes(long after) {
                    return all.changes(after);
                }

                @Override
                public boolean add(String name, int number, String text) {
                    return all.add(name, number, text);
                }

                @Override
                public boolean replaceLabels(String name, String before, String after) {
                    return all.replaceLabels(name, before, after);
                }

                @Override
                public void close() {}
            };
        }

        synchronized void restored() {
            revision = 1;
        }

        @Override
        public synchronized PromptChanges changes(long after) {
            check();
            looked.release();
            return after == revision
                    ? new PromptChanges(revision, false, List.of(), Map.of())
                    : new PromptChanges(revision, true, versions, labels);
        }

        @Override
        public synchronized boolean add(String name, int number, String text) {
            check();
            revision++;
            return number == versions.size() + 1 && versions.add(new PromptChanges.Version(name, number, text));
        }

        @Override
        public synchronized boolean replaceLabels(String name, String before, String after) {
            check();
            revision++;
            if (!labels.getOrDefault(name, "").equals(before)) {
                return false;
            }
            labels.put(name, after);
            return true;
        }

        private void check() {
            if (away) {
                throw new StoreException("cut off by the test");
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
