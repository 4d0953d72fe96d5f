package io.llmops.eval.experiment;

import io.llmops.api.eval.ExperimentRow;
import io.llmops.api.eval.Metric;
import io.llmops.api.eval.Rating;
import io.llmops.api.eval.Score;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Says what outputs and rows come to. */
final class Judge {

    private final List<Metric> metrics;
    private final Map<OutputKey, Rating> ratings = new HashMap<>();

    Judge(List<Metric> metrics, Collection<Rating> ratings) {
        this.metrics = metrics;
        ratings.forEach(r -> this.ratings.put(new OutputKey(r.example(), r.subject(), r.repeat()), r));
    }

    /** The state of one output. A metric that misses its threshold decides even if another has no score. */
    RowState state(ExperimentRow row) {
        Rating rating = ratings.get(OutputKey.of(row));
        if (rating != null) {
            return rating.good() ? RowState.GOOD : RowState.BAD;
        }
        if (row.failure().isPresent()) {
            return RowState.FAILED;
        }
        boolean scored = !metrics.isEmpty();
        for (Metric metric : metrics) {
            if (!(row.scores().get(metric.name()) instanceof Score.Value score)) {
                scored = false;
            } else if (score.value() < metric.threshold()) {
                return RowState.BAD;
            }
        }
        return scored ? RowState.GOOD : RowState.UNSCORED;
    }

    /**
     * The state of a row with all its repeats: good if more of its scored repeats are good than not, so that a tie is not
     * good; failed if all of them failed.
     */
    RowState reduce(Collection<ExperimentRow> repeats) {
        List<RowState> scored = repeats.stream()
                .map(this::state)
                .filter(s -> s != RowState.UNSCORED)
                .toList();
        if (scored.isEmpty()) {
            return RowState.UNSCORED;
        }
        if (scored.stream().allMatch(s -> s == RowState.FAILED)) {
            return RowState.FAILED;
        }
        long good = scored.stream().filter(s -> s == RowState.GOOD).count();
        return 2 * good > scored.size() ? RowState.GOOD : RowState.BAD;
    }
}
