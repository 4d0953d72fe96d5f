package io.llmops.test;

import io.llmops.api.prompt.PromptRegistry;

class PromptRegistryContractTest extends PromptRegistryContract {

    private final MemoryPrompts.State state = new MemoryPrompts.State();

    @Override
    protected PromptRegistry open() {
        return new MemoryPrompts(state);
    }
}
