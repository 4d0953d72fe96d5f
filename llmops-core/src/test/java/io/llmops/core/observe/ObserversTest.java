package io.llmops.core.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.api.model.CallContext;
import io.llmops.api.observe.Completion;
import io.llmops.api.observe.Observation;
import io.llmops.api.observe.Operation;
import io.llmops.api.observe.OperationObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObserversTest {

    private static final Operation TOOL = Operation.of(Operation.Kind.TOOL, "search", "s", CallContext.empty());

    private final List<String> told = new ArrayList<>();

    @Test
    void should_keep_the_faults_of_one_observer_from_the_caller_and_from_the_others() {
        OperationObserver broken = operation -> {
            throw new IllegalStateException("began");
        };
        OperationObserver late = operation -> completion -> {
            throw new NoClassDefFoundError("ended");
        };
        Observers observers = new Observers(List.of(broken, late, named("good")));

        Observation observation = observers.began(TOOL);
        observation.open().close();
        observation.ended(Completion.of(Duration.ZERO, null));

        assertThat(told).containsExactly("good began", "good open", "good close", "good ended");
        assertThat(observers.faults()).isEqualTo(2);
    }

    @Test
    void should_close_scopes_in_reverse() {
        Observation observation = new Observers(List.of(named("a"), named("b"))).began(TOOL);

        observation.open().close();

        assertThat(told).containsExactly("a began", "b began", "a open", "b open", "b close", "a close");
    }

    @Test
    void should_not_even_make_the_operation_where_nobody_watches() {
        Observation observation = new Observers(List.of()).began(() -> {
            throw new AssertionError("made");
        });

        assertThat(observation).isSameAs(Observation.NONE);
    }

    private OperationObserver named(String name) {
        return operation -> {
            told.add(name + " began");
            return new Observation() {
                @Override
                public Scope open() {
                    told.add(name + " open");
                    return () -> told.add(name + " close");
                }

                @Override
                public void ended(Completion completion) {
                    told.add(name + " ended");
                }
            };
        };
    }
}
