package io.llmops.test;

import io.llmops.api.eval.ExperimentRow;
import io.llmops.api.eval.ExperimentRun;
import io.llmops.api.eval.ExperimentStore;
import io.llmops.api.eval.Rating;
import io.llmops.api.exception.NotFoundException;
import io.llmops.api.exception.StoreException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A right experiment store in memory; its state outlives the handle, so that it can be opened again. */
class MemoryExperiments implements ExperimentStore {

    /** What is kept. */
    static final class State {
        final Map<String, ExperimentRun> runs = new LinkedHashMap<>();
        final Map<String, Map<List<Object>, ExperimentRow>> rows = new LinkedHashMap<>();
        final Map<String, Map<List<Object>, Rating>> ratings = new LinkedHashMap<>();
    }

    final State state;
    private boolean closed;

    MemoryExperiments(State state) {
        this.state = state;
    }

    @Override
    public void begin(ExperimentRun run) {
        synchronized (state) {
            checkOpen();
            state.runs.putIfAbsent(run.id(), run);
        }
    }

    @Override
    public Optional<ExperimentRun> run(String id) {
        synchronized (state) {
            checkOpen();
            return Optional.ofNullable(state.runs.get(id));
        }
    }

    @Override
    public List<ExperimentRun> runs() {
        synchronized (state) {
            checkOpen();
            return state.runs.values().stream()
                    .sorted(Comparator.comparing(ExperimentRun::startedAt).reversed())
                    .toList();
        }
    }

    @Override
    public void append(String run, List<ExperimentRow> rows) {
        List<ExperimentRow> copy = List.copyOf(rows);
        synchronized (state) {
            checkRun(run);
            Map<List<Object>, ExperimentRow> kept = state.rows.computeIfAbsent(run, r -> new LinkedHashMap<>());
            copy.forEach(row -> kept.put(List.of(row.example(), row.subject(), row.repeat()), row));
        }
    }

    @Override
    public List<ExperimentRow> rows(String run) {
        synchronized (state) {
            checkOpen();
            return List.copyOf(state.rows.getOrDefault(run, Map.of()).values());
        }
    }

    @Override
    public void rate(String run, Rating rating) {
        synchronized (state) {
            checkRun(run);
            state.ratings
                    .computeIfAbsent(run, r -> new LinkedHashMap<>())
                    .put(List.of(rating.example(), rating.subject(), rating.repeat()), rating);
        }
    }

    @Override
    public List<Rating> ratings(String run) {
        synchronized (state) {
            checkOpen();
            return List.copyOf(state.ratings.getOrDefault(run, Map.of()).values());
        }
    }

    @Override
    public void close() {
        synchronized (state) {
            closed = true;
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new StoreException("the store is closed");
        }
    }

    private void checkRun(String run) {
        checkOpen();
        if (!state.runs.containsKey(run)) {
            throw new NotFoundException("no run '" + run + "'");
        }
    }
}
