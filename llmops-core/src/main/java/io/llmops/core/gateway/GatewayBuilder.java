package io.llmops.core.gateway;

import static java.util.Objects.requireNonNull;

import io.llmops.api.budget.BudgetStore;
import io.llmops.api.exception.ConfigurationException;
import io.llmops.api.ledger.LedgerStore;
import io.llmops.api.observe.OperationObserver;
import io.llmops.core.budget.Budget;
import io.llmops.core.budget.BudgetAlerts;
import io.llmops.core.budget.BudgetListener;
import io.llmops.core.budget.InMemoryBudgetStore;
import io.llmops.core.cache.ResponseCache;
import io.llmops.core.cache.ResponseCaches;
import io.llmops.core.endpoint.BreakerPolicy;
import io.llmops.core.endpoint.Endpoint;
import io.llmops.core.endpoint.RetryPolicy;
import io.llmops.core.endpoint.RoutePolicy;
import io.llmops.core.endpoint.Routing;
import io.llmops.core.guard.Guard;
import io.llmops.core.limit.RateLimit;
import io.llmops.core.observe.Observers;
import io.llmops.core.price.PriceBook;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway for chats and one for embeddings are told alike. Not thread-safe; may be built once.
 *
 * @param <B> the builder itself
 */
public abstract sealed class GatewayBuilder<B extends GatewayBuilder<B>>
        permits ModelGateway.Builder, EmbeddingGateway.Builder {

    /** The name that calls are booked under: {@value}. */
    public static final String DEFAULT_SCENARIO = "gateway";

    private final List<Endpoint> endpoints = new ArrayList<>();
    private final RoutePolicy.Builder policy = RoutePolicy.builder();
    private final List<Budget> budgets = new ArrayList<>();
    private final List<RateLimit> rates = new ArrayList<>();
    private final List<OperationObserver> observers = new ArrayList<>();
    private @Nullable BudgetStore budgetStore;
    private BudgetAlerts alerts = BudgetAlerts.logged();
    private String scenario = DEFAULT_SCENARIO;
    private @Nullable LedgerStore ledger;
    private PriceBook prices = PriceBook.bundled();
    private Clock clock = Clock.systemUTC();

    GatewayBuilder() {}

    abstract B self();

    /**
     * An endpoint and what holds for it alone. Those that no fallback names are called first, by {@link #routing}.
     *
     * @throws IllegalArgumentException if {@code name} is blank, or a setting of the endpoint is out of its range
     * @throws ConfigurationException if the endpoint has no model
     */
    public B endpoint(String name, UnaryOperator<Endpoint.Builder> settings) {
        endpoints.add(settings.apply(Endpoint.builder(name)).build());
        return self();
    }

    /** By what the first endpoint of a call is chosen; {@link Routing#WEIGHTED} by default. */
    public B routing(Routing routing) {
        policy.routing(routing);
        return self();
    }

    /** Endpoints to call, in this order, when those before have failed in a way that another may not. */
    public B fallback(String... names) {
        policy.fallback(names);
        return self();
    }

    /** Endpoints to call when a prompt is longer than a model's window; those of {@link #fallback} by default. */
    public B onContextWindow(String... names) {
        policy.onContextWindow(names);
        return self();
    }

    /** Endpoints to call when a provider's content filter refuses; none by default, so that the refusal stands. */
    public B onContentPolicy(String... names) {
        policy.onContentPolicy(names);
        return self();
    }

    /**
     * Changes how a call is tried again at one endpoint. Once it is set it holds for ready-made models too, which are not
     * retried otherwise: build these with {@code maxRetries(0)}.
     */
    public B retry(UnaryOperator<RetryPolicy.Builder> change) {
        policy.retry(change);
        return self();
    }

    /** Changes when an endpoint that fails is left alone. */
    public B breaker(UnaryOperator<BreakerPolicy.Builder> change) {
        policy.breaker(change);
        return self();
    }

    /**
     * How long an endpoint that failed is left alone if another one can be used; five seconds by default.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public B cooldown(Duration cooldown) {
        policy.cooldown(cooldown);
        return self();
    }

    /**
     * The time for a call in all, waits and retries included; five minutes by default.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public B deadline(Duration deadline) {
        policy.deadline(deadline);
        return self();
    }

    /**
     * Makes a second attempt at another endpoint when the first has not answered for so long; off by default.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public B hedge(Duration after) {
        policy.hedge(after);
        return self();
    }

    /**
     * Adds a limit on money, tokens or calls; a call must fit into every one. None by default. One that sends calls to a
     * cheaper model names an endpoint; an endpoint that no fallback names is then called by that budget only.
     */
    public B budget(Budget budget) {
        budgets.add(requireNonNull(budget, "budget"));
        return self();
    }

    /** Adds a limit on calls or tokens in any window of time; a call must fit into every one. None by default. */
    public B rateLimit(RateLimit limit) {
        rates.add(requireNonNull(limit, "limit"));
        return self();
    }

    /** Where budgets are counted; the application closes it. In memory by default. */
    public B budgets(BudgetStore store) {
        this.budgetStore = requireNonNull(store, "store");
        return self();
    }

    /** Told when budgets are nearly or wholly used; warnings in the log by default. */
    public B onBudgetAlert(BudgetListener listener) {
        this.alerts = new BudgetAlerts(listener);
        return self();
    }

    /** Adds an observer of calls, such as one of llmops-otel or llmops-micrometer; none by default. */
    public B observer(OperationObserver observer) {
        observers.add(requireNonNull(observer, "observer"));
        return self();
    }

    /**
     * The name that calls are booked under; {@value #DEFAULT_SCENARIO} by default.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public B scenario(String scenario) {
        if (requireNonNull(scenario, "scenario").isBlank()) {
            throw new IllegalArgumentException("a gateway's scenario must not be blank");
        }
        this.scenario = scenario;
        return self();
    }

    /** Where records of calls are kept; the application closes it. In memory by default. */
    public B ledger(LedgerStore ledger) {
        this.ledger = requireNonNull(ledger, "ledger");
        return self();
    }

    /** What tokens cost; the list that comes with this library by default. */
    public B prices(PriceBook prices) {
        this.prices = requireNonNull(prices, "prices");
        return self();
    }

    /** For what is recorded, and for periods of budgets; the system's by default. */
    public B clock(Clock clock) {
        this.clock = requireNonNull(clock, "clock");
        return self();
    }

    /** How long streams may take, for gateways that stream. */
    void limitStreams(Duration firstToken, Duration gap, Duration total) {
        policy.streamLimits(firstToken, gap, total);
    }

    /** What the gateway is made of, and closes. */
    GatewayParts parts() {
        return GatewayParts.of(this);
    }

    List<Endpoint> endpoints() {
        return endpoints;
    }

    RoutePolicy policy() {
        return policy.build();
    }

    OwnLimits limits() {
        OwnLimits limits = new OwnLimits("gateway '" + scenario + "'");
        budgets.forEach(limits::add);
        rates.forEach(limits::add);
        return limits;
    }

    SharedLimits counts() {
        BudgetStore store = budgetStore != null ? budgetStore : new InMemoryBudgetStore(clock);
        return new SharedLimits(List.of(), List.of(), store, alerts, clock);
    }

    Observers observers() {
        return new Observers(observers);
    }

    /** Where chats look for their answer first; nowhere unless the builder has a setting for it. */
    @Nullable ResponseCache cache(ResponseCaches caches) {
        return null;
    }

    /** What messages and answers are judged by; nothing unless the builder has a setting for it. */
    List<Guard> guards() {
        return List.of();
    }

    String scenario() {
        return scenario;
    }

    @Nullable LedgerStore ledger() {
        return ledger;
    }

    PriceBook prices() {
        return prices;
    }

    Clock clock() {
        return clock;
    }
}
