package io.llmops.core.observe;

import io.llmops.api.observe.Completion;
import io.llmops.api.observe.Observation;
import io.llmops.api.observe.Operation;
import io.llmops.api.observe.OperationObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All observers as one that never throws. A fault of an observer is logged the first time and counted each time; the
 * others are told all the same. Thread-safe.
 */
public final class Observers implements OperationObserver {

    private static final Logger LOG = LoggerFactory.getLogger(Observers.class);

    private final List<OperationObserver> observers;
    private final AtomicLong faults = new AtomicLong();

    /** These observers, told in this order. */
    public Observers(List<OperationObserver> observers) {
        this.observers = List.copyOf(observers);
    }

    /** How often an observer threw. */
    public long faults() {
        return faults.get();
    }

    @Override
    public Observation began(Operation operation) {
        return observers.isEmpty() ? Observation.NONE : began(() -> operation);
    }

    /** As {@link #began(Operation)}; the operation is only made where someone watches. */
    public Observation began(Supplier<Operation> operation) {
        if (observers.isEmpty()) {
            return Observation.NONE;
        }
        Operation made = operation.get();
        List<Observation> all = new ArrayList<>(observers.size());
        for (OperationObserver observer : observers) {
            all.add(guarded(() -> observer.began(made), Observation.NONE));
        }
        return new All(all);
    }

    private <T> T guarded(Supplier<T> work, T otherwise) {
        try {
            T result = work.get();
            return result == null ? otherwise : result;
        } catch (RuntimeException | LinkageError e) {
            if (faults.getAndIncrement() == 0) {
                LOG.warn("An observer failed, which is said once: {}", e.toString());
            }
            return otherwise;
        }
    }

    private void guarded(Runnable work) {
        guarded(
                () -> {
                    work.run();
                    return Boolean.TRUE;
                },
                Boolean.FALSE);
    }

    /** What each observer made of one operation; scopes are closed in reverse. */
    private final class All implements Observation {
        private final List<Observation> observations;

        All(List<Observation> observations) {
            this.observations = observations;
        }

        @Override
        public Scope open() {
            return all(Observation::open);
        }

        @Override
        public Scope callback() {
            return all(Observation::callback);
        }

        private Scope all(Function<Observation, Scope> opening) {
            List<Scope> open = new ArrayList<>(observations.size());
            for (Observation observation : observations) {
                open.add(0, guarded(() -> opening.apply(observation), Scope.NONE));
            }
            return () -> open.forEach(scope -> guarded(scope::close));
        }

        @Override
        public void ended(Completion completion) {
            observations.forEach(o -> guarded(() -> o.ended(completion)));
        }
    }
}
