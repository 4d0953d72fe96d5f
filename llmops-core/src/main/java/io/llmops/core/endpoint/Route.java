package io.llmops.core.endpoint;

import static java.util.Objects.requireNonNull;

import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.llmops.api.exception.ConfigurationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The endpoints of one gateway with all that decides between them: routing, fallbacks by kind of failure, retries,
 * breakers, cooldown and the deadline. It keeps how the endpoints fare, and is shared by all calls. Thread-safe.
 */
public final class Route {

    private final List<Lane> primaries;
    private final List<Lane> general;
    private final List<Lane> contextWindow;
    private final List<Lane> contentPolicy;
    private final List<Endpoint> reached;
    private final boolean local;
    private final RoutePolicy policy;
    private final Order order;
    private final Time time;
    private final RandomGenerator random;
    private final Retry retry;

    /**
     * A route.
     *
     * @param endpoints all endpoints; those that a fallback names are not called first
     * @param prices the price of an endpoint, for {@link Routing#LOWEST_COST}
     * @throws ConfigurationException if there is no endpoint to call first, two have one name, a fallback names none,
     *     or calls are hedged and there is no second endpoint
     */
    public Route(
            List<Endpoint> endpoints, RoutePolicy policy, EndpointPrice prices, Time time, RandomGenerator random) {
        this.policy = policy;
        this.time = requireNonNull(time, "time");
        this.random = random;
        Map<String, Lane> lanes = lanes(endpoints);
        this.general = lanes(policy.fallback(), "fallback", lanes);
        this.contextWindow = lanes(policy.onContextWindow(), "onContextWindow", lanes);
        this.contentPolicy = lanes(policy.onContentPolicy(), "onContentPolicy", lanes);
        List<Lane> first = new ArrayList<>(lanes.values());
        List.of(general, contextWindow, contentPolicy).forEach(first::removeAll);
        if (first.isEmpty()) {
            throw new ConfigurationException(
                    "endpoint: none is left to be called first: every endpoint is a fallback, or there is none");
        }
        if (policy.hedge().isPresent() && first.size() + general.size() < 2) {
            throw new ConfigurationException("hedge: a second attempt of "
                    + policy.hedge().get() + " later needs a second" + " endpoint, but there is only '"
                    + first.get(0).endpoint().name() + "': add one, or a fallback");
        }
        this.primaries = List.copyOf(first);
        this.reached = reached();
        this.local = reached.stream().allMatch(Endpoint::local);
        this.order = new Order(policy.routing(), prices, random);
        this.retry = Retry.of("llmops", retryConfig(policy.retry()));
    }

    private Map<String, Lane> lanes(List<Endpoint> endpoints) {
        Map<String, Lane> lanes = new LinkedHashMap<>();
        for (Endpoint endpoint : endpoints) {
            if (lanes.put(endpoint.name(), new Lane(endpoint, policy.breaker(), time)) != null) {
                throw new ConfigurationException("endpoint: two are named '" + endpoint.name() + "'");
            }
        }
        return lanes;
    }

    private static List<Lane> lanes(List<String> names, String property, Map<String, Lane> lanes) {
        return names.stream()
                .map(name -> {
                    Lane lane = lanes.get(name);
                    if (lane == null) {
                        throw new ConfigurationException(
                                property + ": no endpoint is named '" + name + "'; there are " + lanes.keySet());
                    }
                    return lane;
                })
                .toList();
    }

    private RetryConfig retryConfig(RetryPolicy retry) {
        return RetryConfig.<Object>custom()
                .maxAttempts(retry.maxAttempts())
                .retryOnException(error -> true)
                .intervalBiFunction(this::interval)
                .writableStackTraceEnabled(false)
                .build();
    }

    private Long interval(Integer attempt, Either<Throwable, Object> outcome) {
        Duration retryAfter = outcome.isLeft() ? Failure.of(outcome.getLeft()).retryAfter() : Duration.ZERO;
        RetryPolicy retries = policy.retry();
        Duration wait = retries.jittered(retries.wait(attempt, retryAfter), random.nextDouble());
        // Up, since a provider that is asked a moment before its Retry-After is over may say no again.
        return wait.plusNanos(999_999).toMillis();
    }

    /** Begins a synchronous call for which so much time is left. */
    public Attempts begin(Duration time) {
        return new Attempts(this, time);
    }

    /** Begins a stream. */
    public Attempts beginStream() {
        return new Attempts(this, policy.streamLimits().total());
    }

    /** The endpoint whose model stands for all, where one must: the first that was given. */
    public Endpoint representative() {
        return primaries.get(0).endpoint();
    }

    /** Every endpoint that a call may reach. */
    public List<Endpoint> endpoints() {
        return reached;
    }

    /** Whether every endpoint runs on the user's machine, so that no call costs anything. */
    public boolean local() {
        return local;
    }

    private List<Endpoint> reached() {
        List<Lane> all = new ArrayList<>(primaries);
        for (List<Lane> chain : List.of(general, contextWindow, contentPolicy)) {
            chain.stream().filter(lane -> !all.contains(lane)).forEach(all::add);
        }
        return all.stream().map(Lane::endpoint).toList();
    }

    /** The time by which calls are measured and bounded. */
    public Time time() {
        return time;
    }

    /** Time for a synchronous call in all. */
    public Duration deadline() {
        return policy.deadline();
    }

    /** After how long a second attempt is made beside a slow one, if calls are hedged. */
    public Optional<Duration> hedge() {
        return policy.hedge();
    }

    /** What holds for streams. */
    public StreamLimits streamLimits() {
        return policy.streamLimits();
    }

    /** Whether there is an endpoint to turn to when a provider's content filter refuses. */
    public boolean turnsOnContentPolicy() {
        return !contentPolicy.isEmpty();
    }

    Duration cooldown() {
        return policy.cooldown();
    }

    List<Lane> order() {
        return order.of(primaries);
    }

    List<Lane> general() {
        return general;
    }

    List<Lane> contextWindow() {
        return contextWindow;
    }

    List<Lane> contentPolicy() {
        return contentPolicy;
    }

    /** How an endpoint is retried; a ready-made model only if the application asked for it. */
    Optional<Retry> retry(Endpoint endpoint) {
        return endpoint.owned() || policy.retryAll() ? Optional.of(retry) : Optional.empty();
    }

    @Override
    public String toString() {
        return "Route" + primaries.stream().map(l -> l.endpoint().name()).toList();
    }
}
