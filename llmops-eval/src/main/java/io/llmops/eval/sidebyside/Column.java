package io.llmops.eval.sidebyside;

import static java.util.Objects.requireNonNull;

import io.llmops.api.model.ModelRef;

/**
 * One column of a side-by-side table: a model and how it draws its words.
 *
 * @param model the model
 * @param sampling its parameters
 */
public record Column(ModelRef model, Sampling sampling) {

    /** Checks that both are there. */
    public Column {
        requireNonNull(model, "model");
        requireNonNull(sampling, "sampling");
    }

    /** Such as {@code openai/gpt-4o-mini temperature=0.7}. */
    @Override
    public String toString() {
        return sampling.equals(Sampling.DEFAULT) ? model.toString() : model + " " + sampling;
    }
}
