package io.llmops.core.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Breaker and cooldown of an endpoint against a model of them that fits on a page. */
class BreakerModelTest {

    private static final int WINDOW = 4;
    private static final int MINIMUM = 3;
    private static final double RATE = 0.5;
    private static final Duration OPEN_FOR = Duration.ofSeconds(10);
    private static final int PROBES = 2;

    private sealed interface Event {
        record Call(Permit.End end) implements Event {}

        record Two(Permit.End first, Permit.End second) implements Event {}

        record Pass(Duration time) implements Event {}

        record Cool(Duration time) implements Event {}
    }

    @Property(tries = 10_000)
    void should_do_what_the_model_does(@ForAll("events") List<Event> events) {
        FakeTime time = new FakeTime();
        Lane lane = lane(time);
        Reference reference = new Reference(time);
        for (Event event : events) {
            if (event instanceof Event.Pass pass) {
                time.advance(pass.time());
            } else if (event instanceof Event.Cool cool) {
                lane.cool(cool.time());
                reference.cool(cool.time());
            } else if (event instanceof Event.Call call) {
                end(enter(lane, reference), call.end(), reference);
            } else if (event instanceof Event.Two two) {
                Permit first = enter(lane, reference);
                Permit second = enter(lane, reference);
                end(first, two.first(), reference);
                end(second, two.second(), reference);
            }
            assertThat(lane.cooling()).isEqualTo(reference.cooling());
            assertThat(lane.state()).isEqualTo(reference.state.name());
        }
    }

    @Test
    void should_let_a_probe_in_within_one_tick_of_the_clock_after_the_breaker_was_open_long_enough() {
        FakeTime time = new FakeTime();
        Lane lane = lane(time);
        for (int i = 0; i < MINIMUM; i++) {
            lane.enter(Duration.ZERO).orElseThrow().give(1, Permit.End.UNHEALTHY, null);
        }

        time.advance(OPEN_FOR);
        assertThat(lane.enter(Duration.ZERO)).isEmpty();
        time.advance(Duration.ofNanos(1));

        assertThat(lane.enter(Duration.ZERO)).isPresent();
    }

    private static Lane lane(FakeTime time) {
        BreakerPolicy policy = BreakerPolicy.builder()
                .window(WINDOW, MINIMUM)
                .failureRate(RATE)
                .openFor(OPEN_FOR)
                .probes(PROBES)
                .build();
        return new Lane(Routes.endpoint("e"), policy, time);
    }

    private static @Nullable Permit enter(Lane lane, Reference reference) {
        Permit permit = lane.enter(Duration.ZERO).orElse(null);
        assertThat(permit != null)
                .as("let in by the endpoint, and by the model")
                .isEqualTo(reference.enter());
        return permit;
    }

    private static void end(@Nullable Permit permit, Permit.End end, Reference reference) {
        if (permit != null) {
            permit.give(1, end, null);
            reference.end(end);
        }
    }

    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<Permit.End> end = Arbitraries.of(Permit.End.values());
        Arbitrary<Duration> time =
                Arbitraries.of(Duration.ofNanos(1), OPEN_FOR.dividedBy(2), OPEN_FOR, OPEN_FOR.plusNanos(1));
        Arbitrary<Event> event = Arbitraries.frequencyOf(
                Tuple.of(6, end.map(Event.Call::new)),
                Tuple.of(2, Combinators.combine(end, end).as(Event.Two::new)),
                Tuple.of(3, time.map(Event.Pass::new)),
                Tuple.of(1, time.map(Event.Cool::new)));
        return event.list().ofMaxSize(40);
    }

    /** The model. */
    private static final class Reference {
        private enum State {
            CLOSED,
            OPEN,
            HALF_OPEN
        }

        private final FakeTime time;
        private final Deque<Boolean> failed = new ArrayDeque<>();
        private State state = State.CLOSED;
        private long openedAt;
        private long coolUntil;
        private int places;

        Reference(FakeTime time) {
            this.time = time;
            this.coolUntil = time.nanoTime();
        }

        boolean enter() {
            if (state == State.OPEN && time.nanoTime() - openedAt > OPEN_FOR.toNanos()) {
                become(State.HALF_OPEN);
            }
            if (state == State.HALF_OPEN) {
                if (places == 0) {
                    return false;
                }
                places--;
            }
            return state != State.OPEN;
        }

        void end(Permit.End end) {
            if (end == Permit.End.NEUTRAL) {
                places += state == State.HALF_OPEN ? 1 : 0;
                return;
            }
            if (state == State.OPEN) {
                return;
            }
            int size = state == State.CLOSED ? WINDOW : PROBES;
            int least = state == State.CLOSED ? MINIMUM : Math.min(MINIMUM, PROBES);
            failed.add(end == Permit.End.UNHEALTHY);
            if (failed.size() > size) {
                failed.remove();
            }
            if (failed.size() >= least) {
                boolean tooMany = failed.stream().filter(f -> f).count() >= RATE * failed.size();
                if (tooMany) {
                    become(State.OPEN);
                } else if (state == State.HALF_OPEN) {
                    become(State.CLOSED);
                }
            }
        }

        private void become(State next) {
            state = next;
            failed.clear();
            openedAt = time.nanoTime();
            places = PROBES;
        }

        void cool(Duration span) {
            coolUntil = Math.max(coolUntil, time.nanoTime() + span.toNanos());
        }

        boolean cooling() {
            return time.nanoTime() < coolUntil;
        }
    }
}
