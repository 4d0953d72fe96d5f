package io.llmops.core.endpoint;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What decides between endpoints, as an application sets it. Immutable. */
public final class RoutePolicy {

    /** Time for a synchronous call in all, waits and retries included: 5 minutes. */
    public static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(5);
    /** How long an endpoint is left alone after it failed for good, if another one can be used: 5 s. */
    public static final Duration DEFAULT_COOLDOWN = Duration.ofSeconds(5);

    private final Routing routing;
    private final List<String> fallback;
    private final List<String> onContextWindow;
    private final List<String> onContentPolicy;
    private final RetryPolicy retry;
    private final boolean retryAll;
    private final BreakerPolicy breaker;
    private final Duration cooldown;
    private final Duration deadline;
    private final @Nullable Duration hedge;
    private final StreamLimits streamLimits;

    private RoutePolicy(Builder b) {
        this.routing = b.routing;
        this.fallback = b.fallback;
        this.onContextWindow = b.onContextWindow;
        this.onContentPolicy = b.onContentPolicy;
        this.retry = b.retry;
        this.retryAll = b.retryAll;
        this.breaker = b.breaker;
        this.cooldown = b.cooldown;
        this.deadline = b.deadline;
        this.hedge = b.hedge;
        this.streamLimits = b.streamLimits;
    }

    /** A builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    Routing routing() {
        return routing;
    }

    /** Names of the endpoints that are called when those before have failed, in order. */
    public List<String> fallback() {
        return fallback;
    }

    /** Whether a fallback of any kind names that endpoint. */
    public boolean names(String endpoint) {
        return fallback.contains(endpoint) || onContextWindow.contains(endpoint) || onContentPolicy.contains(endpoint);
    }

    /** Every endpoint that a fallback of any kind names, once. */
    public List<String> named() {
        return Stream.of(fallback, onContextWindow, onContentPolicy)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    List<String> onContextWindow() {
        return onContextWindow;
    }

    List<String> onContentPolicy() {
        return onContentPolicy;
    }

    RetryPolicy retry() {
        return retry;
    }

    boolean retryAll() {
        return retryAll;
    }

    BreakerPolicy breaker() {
        return breaker;
    }

    Duration cooldown() {
        return cooldown;
    }

    Duration deadline() {
        return deadline;
    }

    Optional<Duration> hedge() {
        return Optional.ofNullable(hedge);
    }

    StreamLimits streamLimits() {
        return streamLimits;
    }

    /** Builds a {@link RoutePolicy}. Not thread-safe. */
    public static final class Builder {
        private Routing routing = Routing.WEIGHTED;
        private List<String> fallback = List.of();
        private List<String> onContextWindow = List.of();
        private List<String> onContentPolicy = List.of();
        private RetryPolicy retry = RetryPolicy.builder().build();
        private boolean retryAll;
        private BreakerPolicy breaker = BreakerPolicy.builder().build();
        private Duration cooldown = DEFAULT_COOLDOWN;
        private Duration deadline = DEFAULT_DEADLINE;
        private @Nullable Duration hedge;
        private StreamLimits streamLimits = StreamLimits.DEFAULT;

        private Builder() {}

        /** By what the first endpoint is chosen; {@link Routing#WEIGHTED} by default. */
        public Builder routing(Routing routing) {
            this.routing = requireNonNull(routing, "routing");
            return this;
        }

        /** Endpoints to call, in this order, when those before have failed in a way that another may not. */
        public Builder fallback(String... names) {
            this.fallback = List.of(names);
            return this;
        }

        /** Endpoints to call when a prompt is longer than a model's window; those of {@link #fallback} by default. */
        public Builder onContextWindow(String... names) {
            this.onContextWindow = List.of(names);
            return this;
        }

        /** Endpoints to call when a provider's content filter refuses; none by default, so that the refusal stands. */
        public Builder onContentPolicy(String... names) {
            this.onContentPolicy = List.of(names);
            return this;
        }

        /**
         * Changes how a call is tried again at one endpoint. Once it is set it holds for ready-made models too, which are
         * not retried otherwise: build these with {@code maxRetries(0)}.
         */
        public Builder retry(UnaryOperator<RetryPolicy.Builder> change) {
            this.retry = change.apply(RetryPolicy.builder()).build();
            this.retryAll = true;
            return this;
        }

        /** Changes when an endpoint that fails is left alone. */
        public Builder breaker(UnaryOperator<BreakerPolicy.Builder> change) {
            this.breaker = change.apply(BreakerPolicy.builder()).build();
            return this;
        }

        /**
         * How long an endpoint that failed is left alone if another one can be used; its {@code Retry-After} if that is
         * longer. 5 seconds by default, zero for not at all.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder cooldown(Duration cooldown) {
            this.cooldown = Checks.notNegative("cooldown", cooldown);
            return this;
        }

        /**
         * The time for a synchronous call in all, waits and retries included; 5 minutes by default.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder deadline(Duration deadline) {
            this.deadline = Checks.positive("deadline", deadline);
            return this;
        }

        /**
         * Makes a second attempt at another endpoint when the first has not answered for so long; whichever answers first
         * counts, and the other is cancelled. It costs more and evens out slow answers; off by default.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder hedge(Duration after) {
            this.hedge = Checks.positive("hedge", after);
            return this;
        }

        /** How long streams may take; {@link StreamLimits#DEFAULT} by default. */
        public Builder streamLimits(Duration firstToken, Duration gap, Duration total) {
            this.streamLimits = new StreamLimits(firstToken, gap, total);
            return this;
        }

        /** The policy. */
        public RoutePolicy build() {
            return new RoutePolicy(this);
        }
    }
}
