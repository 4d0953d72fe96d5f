package io.llmops.api.eval;

import java.util.List;

/** Rows to run a subject on. Immutable: the same dataset gives the same rows in the same order every time. */
public interface Dataset {

    /** The rows, each with an id of its own. */
    List<Example> examples();

    /**
     * Rows made by varying variables over ordered lists of values, such as
     * {@code Dataset.vary("dish", dishes).vary("guest", guests).pairwise().limit(100).seed(7)}.
     *
     * @param variable the first variable's name
     * @param values its values, in order; equal values count once
     * @throws IllegalArgumentException if the name is blank or there are no values
     */
    static Variation vary(String variable, List<String> values) {
        return Variation.EMPTY.vary(variable, values);
    }
}
