package io.llmops.core.scenario;

import io.llmops.api.model.ModelRef;
import io.llmops.api.prompt.PromptRegistry;
import io.llmops.api.spi.ModelSpec;
import io.llmops.core.endpoint.Endpoint;
import io.llmops.core.gateway.CallLimits;
import io.llmops.core.gateway.Gateway;
import io.llmops.core.gateway.OwnLimits;
import io.llmops.core.gateway.SharedLimits;
import io.llmops.core.ledger.LedgerWriter;
import io.llmops.core.price.PriceBook;
import io.llmops.core.prompt.Prompts;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

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
     * @throws io.llmops.api.exception.ConfigurationException if a budget meets a model without a price in its currency
     */
    public CallLimits embeddingLimits(String scenario, Endpoint endpoint) {
        return new OwnLimits("scenario '" + scenario + "'").ofEmbeddings(gateway, limits, List.of(endpoint));
    }

    SharedLimits limits() {
        return limits;
    }

    /** A model by reference as an endpoint of that name, which LLMOps built and may therefore retry. */
    Endpoint endpoint(ModelRef ref) {
        return endpoint(ref, models.chat(ref));
    }

    /** The same with settings of its own. */
    Endpoint endpoint(ModelRef ref, UnaryOperator<ModelSpec.Builder> settings) {
        return endpoint(ref, models.chat(ref, settings));
    }

    private static Endpoint endpoint(ModelRef ref, ModelCatalog.Chat chat) {
        Endpoint.Builder endpoint = Endpoint.builder(ref.toString())
                .chat(chat.model())
                .model(ref.toString())
                .provider(ref.provider())
                .local(chat.local())
                .owned(true);
        chat.streaming().ifPresent(endpoint::streaming);
        return endpoint.build();
    }

    PromptRegistry prompts() {
        return prompts;
    }

    Prompts renderer() {
        return renderer;
    }

    /** What tokens cost. */
    public PriceBook prices() {
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
