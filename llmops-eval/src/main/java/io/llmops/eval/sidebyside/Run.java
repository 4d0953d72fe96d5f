package io.llmops.eval.sidebyside;

import static java.util.Objects.requireNonNull;

import io.llmops.eval.internal.Workers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One run of a plan: calls for the cells that are not there yet and counts them as they come. Used once. */
final class Run {

    private final Map<String, PlannedCell> planned;
    private final Map<String, Cell> cells;
    private final int kept;
    private final Consumer<RunProgress> onProgress;
    private final Clock clock;
    private final Instant start;
    private final Plan plan;
    private int failed;

    /** Where a cell is kept. */
    interface Keeper {
        void keep(String key, PlannedCell planned, Cell cell);
    }

    private record Done(String key, Cell cell) {}

    Run(Plan plan, Map<String, Cell> answered, Consumer<RunProgress> onProgress, Clock clock) {
        this.plan = plan;
        this.planned = plan.byKey();
        this.cells = new HashMap<>(answered);
        this.kept = answered.size();
        this.onProgress = onProgress;
        this.clock = clock;
        this.start = clock.instant();
    }

    /** Keeps every cell before it counts it. */
    SideBySideTable with(CellRunner runner, int threads, Keeper keeper) {
        tell();
        List<String> todo =
                planned.keySet().stream().filter(key -> !cells.containsKey(key)).toList();
        Workers.run(
                todo,
                threads,
                key -> new Done(key, runner.run(requireNonNull(planned.get(key)))),
                done -> add(done, keeper));
        return new SideBySideTable(
                plan,
                planned.keySet().stream()
                        .map(key -> requireNonNull(cells.get(key)))
                        .toList());
    }

    private synchronized void add(Done done, Keeper keeper) {
        keeper.keep(done.key(), requireNonNull(planned.get(done.key())), done.cell());
        cells.put(done.key(), done.cell());
        failed += done.cell().failure().isPresent() ? 1 : 0;
        tell();
    }

    private void tell() {
        Duration elapsed = Duration.between(start, clock.instant());
        onProgress.accept(new RunProgress(cells.size(), planned.size(), failed, kept, elapsed));
    }
}
