package io.llmops.eval.experiment;

import io.llmops.api.eval.ExperimentRow;
import io.llmops.api.eval.ExperimentRun;
import io.llmops.api.eval.ExperimentStore;
import io.llmops.api.eval.Rating;
import io.llmops.api.exception.DatasetException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The outputs of one run: those kept from before, and those that come. Thread-safe. */
final class Journal {

    private final ExperimentRun run;
    private final @Nullable ExperimentStore store;
    /** Every output that there will be, in the order of the result. */
    private final Set<OutputKey> plan;

    private final Consumer<Progress> onProgress;
    private final Map<OutputKey, ExperimentRow> rows = new HashMap<>();
    private int failed;

    private Journal(
            ExperimentRun run, @Nullable ExperimentStore store, Set<OutputKey> plan, Consumer<Progress> onProgress) {
        this.run = run;
        this.store = store;
        this.plan = plan;
        this.onProgress = onProgress;
    }

    /** Begins the run, or goes on with the one of its id. */
    static Journal open(
            ExperimentRun run,
            @Nullable ExperimentStore store,
            List<OutputKey> plan,
            boolean retryFailed,
            Consumer<Progress> onProgress) {
        if (store == null) {
            return new Journal(run, null, new LinkedHashSet<>(plan), onProgress);
        }
        store.begin(run);
        ExperimentRun kept = store.run(run.id()).orElse(run);
        checkSamePlan(kept, run);
        Journal journal = new Journal(kept, store, new LinkedHashSet<>(plan), onProgress);
        store.rows(run.id()).stream()
                .filter(row -> !(retryFailed && row.failure().isPresent()))
                .forEach(journal::enter);
        return journal;
    }

    private static void checkSamePlan(ExperimentRun kept, ExperimentRun run) {
        String differs = null;
        if (!kept.dataset().equals(run.dataset())) {
            differs = "other rows";
        } else if (!kept.subjects().equals(run.subjects())) {
            differs = "subjects " + kept.subjects();
        } else if (kept.repeats() != run.repeats()) {
            differs = kept.repeats() + " repeats";
        }
        if (differs != null) {
            throw new DatasetException("run '" + run.id() + "' had " + differs
                    + " and cannot be gone on with; use a new id for a new plan");
        }
    }

    /** The run, as it was when it first began. */
    ExperimentRun run() {
        return run;
    }

    synchronized boolean lacks(OutputKey key) {
        return !rows.containsKey(key);
    }

    /** Keeps an output first and tells of it then, so that nothing is reported that a crash could lose. */
    void keep(ExperimentRow row) {
        if (store != null) {
            store.append(run.id(), List.of(row));
        }
        synchronized (this) {
            enter(row);
            onProgress.accept(new Progress(rows.size(), plan.size(), failed));
        }
    }

    private synchronized void enter(ExperimentRow row) {
        if (plan.contains(OutputKey.of(row))
                && rows.put(OutputKey.of(row), row) == null
                && row.failure().isPresent()) {
            failed++;
        }
    }

    /** All outputs, in the order of the plan. */
    synchronized Map<OutputKey, ExperimentRow> rows() {
        Map<OutputKey, ExperimentRow> ordered = new LinkedHashMap<>();
        plan.forEach(key -> ordered.put(key, Objects.requireNonNull(rows.get(key))));
        return ordered;
    }

    List<Rating> ratings() {
        return store == null ? List.of() : store.ratings(run.id());
    }
}
