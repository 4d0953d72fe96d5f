package io.llmops;

import io.llmops.api.connect.DocumentReader;
import io.llmops.api.eval.ExperimentStore;
import io.llmops.api.ledger.LedgerStore;
import io.llmops.api.prompt.PromptRegistry;
import io.llmops.core.ledger.LedgerWriter;
import io.llmops.core.provider.ProviderRegistry;
import io.llmops.core.scenario.ScenarioRuntime;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** What an {@link LlmOps} is made of. */
record LlmOpsParts(
        ScenarioRuntime runtime,
        ProviderRegistry providers,
        PromptRegistry prompts,
        LedgerStore ledgerStore,
        LedgerWriter ledgerWriter,
        Supplier<ExperimentStore> experimentStore,
        List<DocumentReader> documentReaders,
        Executor agentExecutor,
        OwnedResources owned,
        Clock clock) {

    ExperimentStore experiments() {
        return experimentStore.get();
    }

    void close() {
        owned.close();
    }
}
