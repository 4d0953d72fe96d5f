package io.llmops.eval.experiment;

import io.llmops.api.eval.Example;
import io.llmops.api.eval.Output;

/** What an experiment tries out: a prompt version on a model, a scenario, an agent, any function of a row. */
@FunctionalInterface
public interface Subject {

    /**
     * Its output for a row. Called from several threads at once if the experiment's concurrency is above 1.
     *
     * @throws Exception if it has none; the row is then kept as failed, and the experiment goes on
     */
    Output run(Example row) throws Exception;
}
