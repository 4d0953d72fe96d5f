package io.llmops.eval.experiment;

import io.llmops.api.eval.ExperimentRow;

/** Which output of an experiment. */
record OutputKey(String example, String subject, int repeat) {

    static OutputKey of(ExperimentRow row) {
        return new OutputKey(row.example(), row.subject(), row.repeat());
    }
}
