package io.llmops.api.eval;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One output of an experiment, as it is kept.
 *
 * @param example the row's id
 * @param subject the subject's name
 * @param repeat counted from 1
 * @param text the output's text; empty if it failed
 * @param scores by metric's name
 * @param error a stable name of the failure, or null if there was an output
 */
public record ExperimentRow(
        String example,
        String subject,
        int repeat,
        String text,
        Map<String, Score> scores,
        @Nullable String error) {

    /** Copies the map, keeping its order. */
    public ExperimentRow {
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
    }

    /** The failure's name, if it failed. */
    public Optional<String> failure() {
        return Optional.ofNullable(error);
    }
}
