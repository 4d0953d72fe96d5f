package io.llmops.api.eval;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One row of a dataset.
 *
 * @param id stable: the same row has the same id in every run and every JVM
 * @param input values by variable name, in order
 * @param expected the right answer, or null where there is none
 * @param task a tag that groups rows; empty if none
 */
public record Example(
        String id, Map<String, String> input, @Nullable String expected, String task) {

    /** Copies the map, keeping its order. */
    public Example {
        requireNonNull(id, "id");
        requireNonNull(task, "task");
        input = Collections.unmodifiableMap(new LinkedHashMap<>(input));
    }

    /**
     * A row whose id is made from its input: the same input has the same id in every JVM, whatever the order of its
     * variables.
     *
     * @param input values by variable name, in order
     * @param expected the right answer, or null where there is none
     * @param task a tag that groups rows; empty if none
     */
    public static Example of(Map<String, String> input, @Nullable String expected, String task) {
        return new Example(ExampleId.of(input), input, expected, task);
    }

    /** The right answer, if there is one. */
    public Optional<String> answer() {
        return Optional.ofNullable(expected);
    }
}
