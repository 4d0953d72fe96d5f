package io.llmops.core.gateway;

import dev.langchain4j.model.embedding.EmbeddingModel;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.ledger.LedgerStore;
import io.llmops.core.cache.ResponseCaches;
import io.llmops.core.endpoint.Endpoint;
import io.llmops.core.endpoint.Route;
import io.llmops.core.endpoint.SystemTime;
import io.llmops.core.guard.Guards;
import io.llmops.core.ledger.InMemoryLedgerStore;
import io.llmops.core.ledger.Ledger;
import io.llmops.core.ledger.LedgerWriter;
import io.llmops.core.provider.OutputLimits;
import io.llmops.core.provider.ProviderRegistry;
import io.llmops.core.provider.UsageReader;
import java.time.Duration;
import java.util.List;

/** What a gateway that stands alone is made of. */
record GatewayParts(
        Gateway gateway,
        CallSettings settings,
        LedgerStore store,
        SystemTime time,
        Streams streams,
        ResponseCaches caches)
        implements AutoCloseable {

    private static final Duration FLUSH_BOUND = Duration.ofSeconds(10);

    /** Checks the settings before anything is started. */
    static GatewayParts of(GatewayBuilder<?> builder) {
        LedgerStore given = builder.ledger();
        SystemTime time = new SystemTime();
        Streams streams = new Streams();
        LedgerStore store = given != null ? given : new InMemoryLedgerStore();
        LedgerWriter ledger = new LedgerWriter(store);
        ProviderRegistry providers = ProviderRegistry.discovered(List.of());
        ResponseCaches caches = new ResponseCaches(builder.clock(), GatewayParts::noEmbedding, providers);
        try {
            Gateway gateway = new Gateway(
                    ledger,
                    builder.prices(),
                    builder.clock(),
                    time,
                    streams,
                    new UsageReader(providers),
                    new OutputLimits(providers),
                    builder.observers());
            CallSettings settings = settings(gateway, builder, caches);
            return new GatewayParts(gateway, settings, store, time, streams, caches);
        } catch (RuntimeException e) {
            close(caches, streams, time, ledger);
            throw e;
        }
    }

    private static EmbeddingModel noEmbedding(String ref, String scenario) {
        throw new ConfigurationException("cache: a gateway that stands alone makes no models, so that it cannot compare"
                + " questions with '" + ref + "': give Cache.semantic(...) an EmbeddingModel");
    }

    /** An endpoint that only a budget names is no one's first choice. */
    private static CallSettings settings(Gateway gateway, GatewayBuilder<?> builder, ResponseCaches caches) {
        OwnLimits own = builder.limits();
        List<Endpoint> routed = builder.endpoints().stream()
                .filter(e ->
                        !own.cheaper().contains(e.name()) || builder.policy().names(e.name()))
                .toList();
        Route route = gateway.route(routed, builder.policy());
        boolean embeds = builder instanceof EmbeddingGateway.Builder;
        CallLimits limits = embeds
                ? own.ofEmbeddings(gateway, builder.counts(), routed)
                : own.ofChats(gateway, builder.counts(), routed, name -> named(builder, name));
        return new CallSettings(
                builder.scenario(), route, Guards.of(builder.guards()), limits, null, builder.cache(caches));
    }

    private static Endpoint named(GatewayBuilder<?> builder, String name) {
        return builder.endpoints().stream()
                .filter(e -> e.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new ConfigurationException("budget: degradeTo: there is no endpoint '" + name + "'"));
    }

    /** Returns when every record written before is kept, or after ten seconds. */
    void flush() {
        gateway.ledger().flush(FLUSH_BOUND);
    }

    /** Questions to what was recorded. */
    Ledger ledger() {
        return Ledger.of(store, gateway.clock(), gateway.ledger());
    }

    @Override
    public void close() {
        close(caches, streams, time, gateway.ledger());
    }

    private static void close(ResponseCaches caches, Streams streams, SystemTime time, LedgerWriter ledger) {
        streams.close();
        time.close();
        ledger.close();
        caches.close();
    }
}
