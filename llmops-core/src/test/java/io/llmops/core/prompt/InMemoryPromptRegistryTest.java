package io.llmops.core.prompt;

import io.llmops.api.prompt.PromptRegistry;
import io.llmops.test.PromptRegistryContract;

class InMemoryPromptRegistryTest extends PromptRegistryContract {

    @Override
    protected PromptRegistry open() {
        return new InMemoryPromptRegistry();
    }

    @Override
    protected boolean durable() {
        return false;
    }
}
