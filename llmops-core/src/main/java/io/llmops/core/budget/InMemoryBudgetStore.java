package io.llmops.core.budget;

import io.llmops.api.budget.BudgetClaim;
import io.llmops.api.budget.BudgetCount;
import io.llmops.api.budget.BudgetDecision;
import io.llmops.api.budget.BudgetStore;
import io.llmops.api.budget.BudgetWindow;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts in this process: fast, and gone when the process ends. It takes no lock: each counter is one value that is
 * exchanged. Windows that are over are forgotten a day later; counts without a window's end are kept.
 */
public final class InMemoryBudgetStore implements BudgetStore {

    /** For calls that were admitted before a window's end and go on after it. */
    private static final Duration KEPT = Duration.ofDays(1);

    private static final int SWEEP_FROM = 1_024;

    private final Clock clock;
    private final ConcurrentMap<Key, Counter> counters = new ConcurrentHashMap<>();
    private final AtomicInteger sweepAt = new AtomicInteger(SWEEP_FROM);

    private record Key(String counter, BudgetWindow window) {}

    /** A store that has counted nothing yet. */
    public InMemoryBudgetStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public BudgetDecision reserve(List<BudgetClaim> claims) {
        List<Counter> taken = new ArrayList<>(claims.size());
        List<BudgetCount> counts = new ArrayList<>(claims.size());
        for (int i = 0; i < claims.size(); i++) {
            BudgetClaim claim = claims.get(i);
            Counter counter = counter(new Key(claim.counter(), claim.window()));
            BudgetCount count = counter.reserve(claim.amount(), claim.limit());
            if (count == null) {
                for (int j = 0; j < i; j++) {
                    taken.get(j).release(claims.get(j).amount());
                }
                return new BudgetDecision.NoRoom(i, counter.get());
            }
            taken.add(counter);
            counts.add(count);
        }
        return new BudgetDecision.Reserved(new MemoryHold(taken, claims), counts);
    }

    @Override
    public BudgetCount count(String counter, BudgetWindow window) {
        Counter found = counters.get(new Key(counter, window));
        return found == null ? BudgetCount.NONE : found.get();
    }

    private Counter counter(Key key) {
        Counter counter = counters.get(key);
        if (counter == null) {
            sweep();
            counter = counters.computeIfAbsent(key, k -> new Counter());
        }
        return counter;
    }

    private void sweep() {
        int at = sweepAt.get();
        if (counters.size() >= at && sweepAt.compareAndSet(at, Integer.MAX_VALUE)) {
            java.time.Instant before = clock.instant().minus(KEPT);
            counters.keySet().removeIf(key -> key.window().end().isBefore(before));
            sweepAt.set(Math.max(SWEEP_FROM, 2 * counters.size()));
        }
    }

    int size() {
        return counters.size();
    }

    /** Does nothing: there is nothing to give back to. */
    @Override
    public void close() {}
}
