package io.llmops;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.embedding.EmbeddingModel;
import io.llmops.api.agent.AgentSpec;
import io.llmops.api.connect.Connector;
import io.llmops.api.connect.DocumentReader;
import io.llmops.api.eval.ExperimentStore;
import io.llmops.api.exception.NotFoundException;
import io.llmops.api.knowledge.Answer;
import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.Feedback;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.model.CallContext;
import io.llmops.api.model.ModelRef;
import io.llmops.api.prompt.PromptRegistry;
import io.llmops.api.spi.ConnectorProvider;
import io.llmops.api.spi.Host;
import io.llmops.core.agent.AgentBuilder;
import io.llmops.core.cache.CacheStats;
import io.llmops.core.cache.ResponseCaches;
import io.llmops.core.endpoint.Endpoint;
import io.llmops.core.endpoint.RoutePolicy;
import io.llmops.core.gateway.CallSettings;
import io.llmops.core.gateway.Gateway;
import io.llmops.core.ledger.Ledger;
import io.llmops.core.ledger.ScenarioReport;
import io.llmops.core.monitor.KnowledgeMonitor;
import io.llmops.core.price.PriceBook;
import io.llmops.core.provider.ProviderRegistry;
import io.llmops.core.scenario.ModelCatalog;
import io.llmops.core.scenario.Scenario;
import io.llmops.core.scenario.ScenarioBuilder;
import io.llmops.core.scenario.ScenarioFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * LLM operations for one application: scenarios, agents, prompts, the ledger and its reports. Built once, shared by all
 * threads, and closed with the application; it closes what it created, and nothing that it was given.
 *
 * <pre>{@code
 * try (LlmOps ops = LlmOps.builder().store(Path.of("llmops.db")).build()) {
 *     ChatModel model = ops.scenario("support").budget(Budget.perDay(Money.usd("20"))).wrap(openAi);
 *     ...
 * }
 * }</pre>
 */
public final class LlmOps implements Host, AutoCloseable {

    private final LlmOpsParts parts;
    private final ResponseCaches caches;

    LlmOps(LlmOpsParts parts) {
        this.parts = parts;
        this.caches = new ResponseCaches(parts.clock(), this::embeddingModel, parts.providers());
        parts.owned().add(caches);
    }

    /** A builder with the defaults: everything in memory, providers from the class path. */
    public static LlmOpsBuilder builder() {
        return new LlmOpsBuilder();
    }

    /**
     * Begins a scenario: one LLM application under one name.
     *
     * @throws IllegalArgumentException if {@code name} is blank
     */
    public ScenarioBuilder scenario(String name) {
        return new ScenarioBuilder(parts.runtime(), caches, name);
    }

    /**
     * A scenario from a YAML file.
     *
     * @throws io.llmops.api.exception.ConfigurationException if the file cannot be read or a setting is wrong; the message
     *     names file, line and key
     * @throws NotFoundException if model, prompt or label do not exist
     */
    public Scenario scenario(Path file) {
        return new ScenarioFile(file, parts.providers(), this).build(this::scenario);
    }

    /** Begins an agent; llmops-agent has the kinds. */
    public AgentBuilder agent(AgentSpec spec) {
        return new AgentBuilder(spec, scenario(spec.name()), parts.agentExecutor(), clock(), query -> records(query));
    }

    /** Opens a context: every model call inside it is booked under it. */
    public ContextCalls with(CallContext context) {
        return new ContextCalls(requireNonNull(context, "context"));
    }

    /** An executor whose tasks keep the context of the thread that hands them over. */
    public Executor propagating(Executor executor) {
        return io.llmops.core.context.CallScope.propagating(executor);
    }

    /** Prompts, their versions and labels. */
    public PromptRegistry prompts() {
        return parts.prompts();
    }

    /** What tokens cost. */
    public PriceBook prices() {
        return parts.runtime().prices();
    }

    /** Experiments and ratings that are kept. */
    public ExperimentStore experiments() {
        return parts.experiments();
    }

    /** Providers by kind and name. */
    public ProviderRegistry providers() {
        return parts.providers();
    }

    /**
     * A connector of the provider of that name.
     *
     * @throws NotFoundException if there is no such provider
     */
    public Connector connector(String provider, String location, Map<String, String> settings) {
        return parts.providers().get(ConnectorProvider.class, provider).connector(location, settings);
    }

    /**
     * What a scenario did in the time that ends now.
     *
     * @throws NotFoundException if no scenario of that name was built here, and none is in the ledger for that time
     */
    public ScenarioReport report(String scenario, Duration lookBack) {
        ScenarioReport report = ledger().scenario(scenario, lookBack);
        boolean isEmpty = report.calls() + report.calls(CallKind.EMBEDDING) + report.calls(CallKind.INGEST) == 0;
        if (isEmpty && !parts.runtime().names().contains(scenario)) {
            throw new NotFoundException("no scenario named '" + scenario + "' in the ledger for the last " + lookBack
                    + "; there are " + names(lookBack));
        }
        return report;
    }

    /** What every scenario did in the time that ends now, sorted by name. */
    public List<ScenarioReport> reports(Duration lookBack) {
        return ledger().scenarios(lookBack);
    }

    /** Questions to the ledger, grouped and joined as they are needed. */
    public Ledger ledger() {
        return Ledger.of(parts.ledgerStore(), clock(), parts.ledgerWriter());
    }

    private List<String> names(Duration lookBack) {
        return reports(lookBack).stream().map(ScenarioReport::scenario).toList();
    }

    /** Records of the ledger, oldest first; all that were written before this call are there. */
    public List<CallRecord> records(LedgerQuery query) {
        return ledger().records(query);
    }

    /**
     * Keeps what a user said of an answer by a thumb or a click. When it returns, it is kept.
     *
     * @param callId id of the call's record, such as {@link Answer#callId()}
     * @param chunk the chunk that it is about, such as the source that was opened; null for the whole answer
     * @throws IllegalArgumentException if {@code callId} is blank
     * @throws io.llmops.api.exception.StoreException if it cannot be written
     */
    public void feedback(String callId, Feedback.Kind kind, @Nullable String chunk) {
        Instant now = clock().instant();
        parts.ledgerStore().addFeedback(List.of(new Feedback(UUID.randomUUID().toString(), callId, now, kind, chunk)));
    }

    /** What became of the questions to a knowledge base; begins a report on this application's ledger. */
    public KnowledgeMonitor knowledge(String name) {
        return KnowledgeMonitor.of(ledger(), name);
    }

    /** Records that the ledger lost since this was built; 0 unless its store failed or could not keep up. */
    public long droppedRecords() {
        return parts.ledgerWriter().dropped();
    }

    /**
     * Deletes every answer that the caches of the scenarios built here keep for a tenant, in memory and in their stores, and
     * keeps none that is under way.
     *
     * @throws io.llmops.api.exception.StoreException if a store fails: its answers may still be there
     */
    public void evictCache(String tenant) {
        caches.evict(requireNonNull(tenant, "tenant"));
    }

    /** What the caches of a scenario did since it was built; nothing for one without. */
    public CacheStats cacheStats(String scenario) {
        return caches.stats(scenario);
    }

    /** Returns when every record written before is kept, or after ten seconds. */
    public void flush() {
        parts.ledgerWriter().flush(Duration.ofSeconds(10));
    }

    @Override
    public EmbeddingModel embeddingModel(String ref, String scenario) {
        ModelRef model = ModelRef.parse(ref);
        ModelCatalog.Embedded embedded = parts.runtime().models().embedding(model);
        Endpoint endpoint = Endpoint.builder(model.toString())
                .embedding(embedded.model())
                .model(model.toString())
                .provider(model.provider())
                .local(embedded.local())
                .owned(true)
                .build();
        Gateway gateway = parts.runtime().gateway();
        return gateway.embedding(new CallSettings(
                scenario,
                gateway.route(List.of(endpoint), RoutePolicy.builder().build()),
                null,
                parts.runtime().embeddingLimits(scenario, endpoint),
                null,
                null));
    }

    @Override
    public List<DocumentReader> documentReaders() {
        return parts.documentReaders();
    }

    @Override
    public void own(AutoCloseable resource) {
        parts.owned().add(resource);
    }

    @Override
    public void record(CallRecord record) {
        parts.ledgerWriter().write(record);
    }

    @Override
    public Clock clock() {
        return parts.clock();
    }

    /** Writes what the ledger still holds, then closes what this created, the last one first; closing twice does nothing. */
    @Override
    public void close() {
        parts.close();
    }
}
