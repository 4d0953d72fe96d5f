package io.llmops;

import io.llmops.api.connect.DocumentReader;
import io.llmops.api.eval.ExperimentStore;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.ledger.LedgerStore;
import io.llmops.api.model.ModelRef;
import io.llmops.api.prompt.PromptRegistry;
import io.llmops.api.spi.DocumentReaderProvider;
import io.llmops.api.spi.ExperimentStoreProvider;
import io.llmops.api.spi.LedgerStoreProvider;
import io.llmops.api.spi.ModelSpec;
import io.llmops.api.spi.Provider;
import io.llmops.core.endpoint.SystemTime;
import io.llmops.core.gateway.Gateway;
import io.llmops.core.gateway.SharedLimits;
import io.llmops.core.gateway.Streams;
import io.llmops.core.ledger.InMemoryLedgerStore;
import io.llmops.core.ledger.LedgerSettings;
import io.llmops.core.ledger.LedgerWriter;
import io.llmops.core.ledger.Retainer;
import io.llmops.core.ledger.Retention;
import io.llmops.core.observe.Observers;
import io.llmops.core.price.PriceBook;
import io.llmops.core.provider.OutputLimits;
import io.llmops.core.provider.ProviderRegistry;
import io.llmops.core.provider.UsageReader;
import io.llmops.core.scenario.ModelCatalog;
import io.llmops.core.scenario.ScenarioRuntime;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes the parts of an {@link LlmOps} from its settings, in the order in which they need each other. */
record LlmOpsAssembly(
        Optional<String> storeUrl,
        Optional<LedgerStore> ledger,
        LedgerSettings ledgerSettings,
        PromptSettings prompts,
        List<Provider> byHand,
        boolean discovery,
        Observers observers,
        PriceBook prices,
        LimitSettings limits,
        Clock clock,
        Function<String, @Nullable String> environment,
        Map<ModelRef, UnaryOperator<ModelSpec.Builder>> models) {

    LlmOpsParts assemble() {
        if (storeUrl.isPresent() && ledger.isPresent()) {
            throw new ConfigurationException("give store(...) or ledger(...), not both");
        }
        OwnedResources owned = new OwnedResources();
        try {
            return assemble(owned);
        } catch (RuntimeException e) {
            owned.close();
            throw e;
        }
    }

    private LlmOpsParts assemble(OwnedResources owned) {
        ProviderRegistry providers = discovery ? ProviderRegistry.discovered(byHand) : ProviderRegistry.of(byHand);
        LedgerStore store = ledger.orElseGet(() -> ledgerStore(providers, owned));
        LedgerWriter writer = new LedgerWriter(store, ledgerSettings);
        owned.add(writer);
        if (!ledgerSettings.retention().equals(Retention.forever())) {
            owned.add(new Retainer(store, ledgerSettings.retention(), clock));
        }
        SystemTime time = new SystemTime();
        owned.add(time);
        Streams streams = new Streams();
        owned.add(streams);
        Gateway gateway = new Gateway(
                writer,
                prices,
                clock,
                time,
                streams,
                new UsageReader(providers),
                new OutputLimits(providers),
                observers);
        ModelCatalog catalog = new ModelCatalog(providers, environment, models, owned::add);
        PromptRegistry registry = prompts.open(providers, clock, owned);
        ScenarioRuntime runtime =
                new ScenarioRuntime(gateway, catalog, registry, prices, writer, clock, limits(providers, owned));
        AgentThreads agents = new AgentThreads();
        owned.add(agents);
        List<DocumentReader> readers = providers.all(DocumentReaderProvider.class).stream()
                .map(DocumentReaderProvider::reader)
                .toList();
        return new LlmOpsParts(
                runtime,
                providers,
                registry,
                store,
                writer,
                experiments(providers, owned),
                readers,
                agents,
                owned,
                clock);
    }

    private SharedLimits limits(ProviderRegistry providers, OwnedResources owned) {
        return new SharedLimits(
                limits.budgets, limits.rates, limits.open(providers, storeUrl, clock, owned), limits.alerts, clock);
    }

    private LedgerStore ledgerStore(ProviderRegistry providers, OwnedResources owned) {
        LedgerStore store = storeUrl.isEmpty()
                ? new InMemoryLedgerStore()
                : providers.all(LedgerStoreProvider.class).stream()
                        .filter(p -> p.accepts(storeUrl.get()))
                        .findFirst()
                        .orElseThrow(this::noStore)
                        .ledgerStore(storeUrl.get());
        owned.add(store);
        return store;
    }

    /** Opened on first use, since most applications keep no experiments. */
    private Supplier<ExperimentStore> experiments(ProviderRegistry providers, OwnedResources owned) {
        return new Once<>(() -> {
            String url = storeUrl.orElseThrow(() -> new ConfigurationException(
                    "experiments are kept in a store: give LlmOps.builder().store(...) one"));
            ExperimentStore store = providers.all(ExperimentStoreProvider.class).stream()
                    .filter(p -> p.accepts(url))
                    .findFirst()
                    .orElseThrow(this::noStore)
                    .experimentStore(url);
            owned.add(store);
            return store;
        });
    }

    private ConfigurationException noStore() {
        return new ConfigurationException("store: nothing on the class path opens '" + storeUrl.orElse("")
                + "'; add the artifact io.llmops:llmops-jdbc and the database's driver");
    }

    /** Makes a value on first use, once. */
    private static final class Once<T> implements Supplier<T> {
        private final Supplier<T> maker;
        private @Nullable T value;

        Once(Supplier<T> maker) {
            this.maker = maker;
        }

        @Override
        public synchronized T get() {
            T made = value;
            if (made == null) {
                made = maker.get();
                value = made;
            }
            return made;
        }
    }
}
