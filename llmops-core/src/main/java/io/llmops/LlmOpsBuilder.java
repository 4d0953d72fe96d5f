package io.llmops;

import static java.util.Objects.requireNonNull;

import io.llmops.api.budget.BudgetStore;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.ledger.LedgerStore;
import io.llmops.api.model.ModelRef;
import io.llmops.api.observe.OperationObserver;
import io.llmops.api.prompt.PromptRegistry;
import io.llmops.api.spi.ModelSpec;
import io.llmops.api.spi.Provider;
import io.llmops.core.budget.Budget;
import io.llmops.core.budget.BudgetAlerts;
import io.llmops.core.budget.BudgetListener;
import io.llmops.core.ledger.LedgerSettings;
import io.llmops.core.limit.RateLimit;
import io.llmops.core.observe.Observers;
import io.llmops.core.price.PriceBook;
import io.llmops.core.prompt.FilePromptRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Puts an {@link LlmOps} together. Not thread-safe; may be built once. */
public final class LlmOpsBuilder {

    private @Nullable String storeUrl;
    private @Nullable LedgerStore ledgerStore;
    private final LedgerSettings.Builder ledgerSettings = LedgerSettings.builder();
    private final PromptSettings prompts = new PromptSettings();
    private final List<Provider> providers = new ArrayList<>();
    private final List<OperationObserver> observers = new ArrayList<>();
    private boolean discovery = true;
    private PriceBook prices = PriceBook.bundled();
    private final LimitSettings limits = new LimitSettings();
    private Clock clock = Clock.systemUTC();
    private Function<String, @Nullable String> environment = System::getenv;
    private final Map<ModelRef, UnaryOperator<ModelSpec.Builder>> models = new HashMap<>();

    LlmOpsBuilder() {}

    /** Keeps ledger, experiments and ratings in a SQLite file, made if it is missing; needs llmops-jdbc. In memory by default. */
    public LlmOpsBuilder store(Path file) {
        return store("jdbc:sqlite:" + file);
    }

    /** Keeps ledger, experiments and ratings in the database of a JDBC URL; needs llmops-jdbc. */
    public LlmOpsBuilder store(String jdbcUrl) {
        this.storeUrl = requireNonNull(jdbcUrl, "jdbcUrl");
        return this;
    }

    /** Keeps the ledger in a store of the application's own, which it closes itself. */
    public LlmOpsBuilder ledger(LedgerStore store) {
        this.ledgerStore = requireNonNull(store, "store");
        return this;
    }

    /** How the ledger is written and how long it is kept: {@code .ledger(l -> l.mode(LedgerMode.LOSSY))}. */
    public LlmOpsBuilder ledger(Consumer<LedgerSettings.Builder> settings) {
        settings.accept(ledgerSettings);
        return this;
    }

    /** Keeps prompts as files in a directory, which a team can keep in Git; made if it is missing. In memory by default. */
    public LlmOpsBuilder prompts(Path directory) {
        return prompts(FilePromptRegistry.open(directory));
    }

    /** Keeps prompts in the database of a JDBC URL, which processes may share; needs llmops-jdbc. In memory by default. */
    public LlmOpsBuilder prompts(String jdbcUrl) {
        prompts.url = requireNonNull(jdbcUrl, "jdbcUrl");
        return this;
    }

    /** Keeps prompts in a registry of the application's own, which it closes itself. */
    public LlmOpsBuilder prompts(PromptRegistry registry) {
        prompts.registry = requireNonNull(registry, "registry");
        return this;
    }

    /** Adds a provider by hand; it wins over one of the same kind and name on the class path. */
    public LlmOpsBuilder provider(Provider provider) {
        this.providers.add(requireNonNull(provider, "provider"));
        return this;
    }

    /** Whether providers on the class path are looked for; true by default. */
    public LlmOpsBuilder discovery(boolean discovery) {
        this.discovery = discovery;
        return this;
    }

    /** Prices of models; the bundled list by default. */
    public LlmOpsBuilder prices(PriceBook prices) {
        this.prices = requireNonNull(prices, "prices");
        return this;
    }

    /**
     * Adds a limit on money, tokens or calls of all scenarios together; none by default. One that sends calls to a cheaper
     * model does so for chats; calls of embedding models, for which there is no cheaper one, it refuses when it is used up.
     */
    public LlmOpsBuilder budget(Budget budget) {
        limits.budgets.add(requireNonNull(budget, "budget"));
        return this;
    }

    /** Adds a limit on calls or tokens of all scenarios together in any window of time; none by default. */
    public LlmOpsBuilder rateLimit(RateLimit limit) {
        limits.rates.add(requireNonNull(limit, "limit"));
        return this;
    }

    /**
     * Counts budgets in the database of {@link #store(String)}, so that every process that uses it shares the counts and a
     * restart goes on with them. In memory by default: each process counts for itself, from zero.
     */
    public LlmOpsBuilder sharedBudgets() {
        limits.shared = true;
        return this;
    }

    /** Counts budgets in a store of the application's own, which it closes itself. */
    public LlmOpsBuilder budgets(BudgetStore store) {
        limits.store = requireNonNull(store, "store");
        return this;
    }

    /** Told when budgets are nearly or wholly used; warnings in the log by default. */
    public LlmOpsBuilder onBudgetAlert(BudgetListener listener) {
        limits.alerts = new BudgetAlerts(listener);
        return this;
    }

    /** Adds an observer of model calls, retrievals, tools and agents' runs, such as one of llmops-otel or llmops-micrometer. */
    public LlmOpsBuilder observer(OperationObserver observer) {
        this.observers.add(requireNonNull(observer, "observer"));
        return this;
    }

    /** The clock; the system's by default. */
    public LlmOpsBuilder clock(Clock clock) {
        this.clock = requireNonNull(clock, "clock");
        return this;
    }

    /** Where keys and addresses of providers are looked up; the process's environment by default. */
    public LlmOpsBuilder environment(Function<String, @Nullable String> environment) {
        this.environment = requireNonNull(environment, "environment");
        return this;
    }

    /**
     * What holds for a model wherever it is named, in place of what the environment says: its key, its base URL, its time
     * limit, and settings of its provider.
     *
     * <pre>{@code
     * .model("openai/gpt-4o-mini", m -> m.setting("temperature", "0").timeout(Duration.ofMinutes(2)))
     * }</pre>
     *
     * @throws io.llmops.api.exception.ConfigurationException if {@code ref} is no model reference, or was given before
     */
    public LlmOpsBuilder model(String ref, UnaryOperator<ModelSpec.Builder> settings) {
        if (models.putIfAbsent(ModelRef.parse(ref), requireNonNull(settings, "settings")) != null) {
            throw new ConfigurationException("model '" + ref + "' is given twice: give all of its settings at once");
        }
        return this;
    }

    /**
     * Opens everything; nothing stays open if that fails.
     *
     * @throws io.llmops.api.exception.ConfigurationException if a setting is wrong or contradicts another
     * @throws io.llmops.api.exception.StoreException if the store cannot be opened
     */
    public LlmOps build() {
        return new LlmOps(new LlmOpsAssembly(
                        Optional.ofNullable(storeUrl),
                        Optional.ofNullable(ledgerStore),
                        ledgerSettings.build(),
                        prompts,
                        List.copyOf(providers),
                        discovery,
                        new Observers(observers),
                        prices,
                        limits,
                        clock,
                        environment,
                        Map.copyOf(models))
                .assemble());
    }
}
