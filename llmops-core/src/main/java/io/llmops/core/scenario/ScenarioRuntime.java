package io.llmops.core.scenario;

import io.llmops.api.prompt.PromptRegistry;
import io.llmops.core.gateway.CallLimits;
import io.llmops.core.gateway.Gateway;
import io.llmops.core.ledger.LedgerWriter;
import io.llmops.core.price.PriceBook;
import io.llmops.core.prompt.Prompts;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What all scenarios of one {@code LlmOps} share. Thread-safe. */
public final class ScenarioRuntime {

    private final Gateway gateway;
    private final ModelCatalog models;
    private final PromptRegistry prompts;
    private final Prompts renderer;
    private final PriceBook prices;
    private final LedgerWriter ledger;
    private final Clock clock;
    private final SharedLimits limits;
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    /**
     * A runtime.
     *
     * @param limits what counts budgets and rate limits
     */
    public ScenarioRuntime(
            Gateway gateway,
            ModelCatalog models,
            PromptRegistry prompts,
            PriceBook prices,
            LedgerWriter ledger,
            Clock clock,
            SharedLimits limits) {
        this.gateway = gateway;
        this.models = models;
        this.prompts = prompts;
        this.renderer = new Prompts(prompts);
        this.prices = prices;
        this.ledger = ledger;
        this.clock = clock;
        this.limits = limits;
    }

    /** Names of the scenarios that were built so far. */
    public Set<String> names() {
        return Set.copyOf(names);
    }

    /** The one way to a model. */
    public Gateway gateway() {
        return gateway;
    }

    /** Models by reference. */
    public ModelCatalog models() {
        return models;
    }

    /**
     * What calls of an embedding model must fit into: the limits of the whole application.
     *
     * @param model the model as the price book knows it
     * @param local whether it runs on the user's machine
     * @throws io.llmops.api.exception.ConfigurationException if a budget meets a model without a price
     */
    public CallLimits embeddingLimits(String scenario, String model, boolean local) {
        return new ScenarioLimits(this, scenario).build(local ? List.of() : List.of(model), 0, false);
    }

    SharedLimits limits() {
        return limits;
    }

    PromptRegistry prompts() {
        return prompts;
    }

    Prompts renderer() {
        return renderer;
    }

    PriceBook prices() {
        return prices;
    }

    LedgerWriter ledger() {
        return ledger;
    }

    Clock clock() {
        return clock;
    }

    void register(String scenario) {
        names.add(scenario);
    }
}
