package io.llmops.eval.experiment;

import io.llmops.api.eval.ExperimentRow;
import io.llmops.api.eval.ExperimentRun;
import io.llmops.api.eval.ExperimentStore;
import io.llmops.api.eval.Rating;
import io.llmops.api.exception.StoreException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps one run in memory, and can be made to fail after so many rows. */
final class FakeExperimentStore implements ExperimentStore {

    private final Map<String, ExperimentRun> runs = new LinkedHashMap<>();
    private final Map<OutputKey, ExperimentRow> rows = new LinkedHashMap<>();
    private final List<Rating> ratings = new ArrayList<>();
    private int rowsUntilFailure = Integer.MAX_VALUE;

    synchronized void failAfter(int rows) {
        rowsUntilFailure = rows;
    }

    @Override
    public synchronized void begin(ExperimentRun run) {
        runs.putIfAbsent(run.id(), run);
    }

    @Override
    public synchronized Optional<ExperimentRun> run(String id) {
        return Optional.ofNullable(runs.get(id));
    }

    @Override
    public synchronized List<ExperimentRun> runs() {
        return List.copyOf(runs.values());
    }

    @Override
    public synchronized void append(String run, List<ExperimentRow> more) {
        if (rowsUntilFailure-- <= 0) {
            throw new StoreException("disk full");
        }
        more.forEach(row -> rows.put(OutputKey.of(row), row));
    }

    @Override
    public synchronized List<ExperimentRow> rows(String run) {
        return List.copyOf(rows.values());
    }

    @Override
    public synchronized void rate(String run, Rating rating) {
        ratings.add(rating);
    }

    @Override
    public synchronized List<Rating> ratings(String run) {
        return List.copyOf(ratings);
    }

    @Override
    public void close() {}
}
