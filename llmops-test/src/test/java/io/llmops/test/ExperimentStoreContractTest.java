package io.llmops.test;

import io.llmops.api.eval.ExperimentStore;

class ExperimentStoreContractTest extends ExperimentStoreContract {

    private final MemoryExperiments.State state = new MemoryExperiments.State();

    @Override
    protected ExperimentStore open() {
        return new MemoryExperiments(state);
    }
}
