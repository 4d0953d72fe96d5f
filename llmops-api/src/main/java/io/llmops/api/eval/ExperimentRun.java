package io.llmops.api.eval;

import java.time.Instant;
import java.util.List;

/**
 * One run of an experiment, as it is kept.
 *
 * @param id unique
 * @param name what it compares
 * @param dataset fingerprint of the dataset's rows
 * @param subjects names of the subjects, in order
 * @param repeats how often each row is run with each subject
 * @param startedAt when it began
 */
public record ExperimentRun(
        String id, String name, String dataset, List<String> subjects, int repeats, Instant startedAt) {

    /** Copies the list. */
    public ExperimentRun {
        subjects = List.copyOf(subjects);
    }
}
