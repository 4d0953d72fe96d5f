package io.llmops.api.ledger;

import static java.util.Objects.requireNonNull;

import io.llmops.api.model.Money;
import io.llmops.api.model.Usage;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One try of a logical call at one endpoint. Immutable. */
public final class Attempt {

    /** Why an attempt was made. */
    public enum Kind {
        /** The first of its call. */
        FIRST,
        /** Again at the same endpoint, after a failure. */
        RETRY,
        /** At the next endpoint, after a failure. */
        FALLBACK,
        /** Beside a slow one that was still going on; whichever came first counted. */
        HEDGE
    }

    private final String endpoint;
    private final Kind kind;
    private final @Nullable String model;
    private final Duration waited;
    private final Duration latency;
    private final Usage usage;
    private final @Nullable Money cost;
    private final @Nullable String failure;
    private final @Nullable ErrorClass errorClass;
    private final boolean unseenRetries;

    private Attempt(Builder b) {
        this.endpoint = b.endpoint;
        this.kind = b.kind;
        this.model = b.model;
        this.waited = b.waited;
        this.latency = b.latency;
        this.usage = b.usage;
        this.cost = b.cost;
        this.failure = b.failure;
        this.errorClass = b.errorClass;
        this.unseenRetries = b.unseenRetries;
    }

    /**
     * Starts an attempt that used nothing, took no time and succeeded.
     *
     * @param endpoint name of the endpoint, or of the model where there is only one
     */
    public static Builder builder(String endpoint) {
        return new Builder(endpoint);
    }

    /** Name of the endpoint that was tried, or of the model where there is only one. */
    public String endpoint() {
        return endpoint;
    }

    /** Why it was made. */
    public Kind kind() {
        return kind;
    }

    /** The model that was asked of the endpoint, if it is known. */
    public Optional<String> model() {
        return Optional.ofNullable(model);
    }

    /** How long the call waited before it, for a back-off, {@code Retry-After} or a free place. */
    public Duration waited() {
        return waited;
    }

    /** From sending to the answer or failure, without {@link #waited()}. */
    public Duration latency() {
        return latency;
    }

    /** Tokens of this attempt alone. */
    public Usage usage() {
        return usage;
    }

    /** Cost of this attempt alone; empty where it is not known. */
    public Optional<Money> cost() {
        return Optional.ofNullable(cost);
    }

    /** A stable name of the failure, if it failed; never a message. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** The kind of failure, if it failed and was told. */
    public Optional<ErrorClass> errorClass() {
        return Optional.ofNullable(errorClass);
    }

    /**
     * Whether the model may have retried inside this attempt without telling us, so that {@link #usage()} and cost are at
     * least: a ready-made model that an application built itself.
     */
    public boolean unseenRetries() {
        return unseenRetries;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Attempt a
                && endpoint.equals(a.endpoint)
                && kind == a.kind
                && Objects.equals(model, a.model)
                && waited.equals(a.waited)
                && latency.equals(a.latency)
                && usage.equals(a.usage)
                && Objects.equals(cost, a.cost)
                && Objects.equals(failure, a.failure)
                && errorClass == a.errorClass
                && unseenRetries == a.unseenRetries;
    }

    @Override
    public int hashCode() {
        return Objects.hash(endpoint, kind, model, waited, latency, usage, cost, failure, errorClass, unseenRetries);
    }

    /** Endpoint and how it ended, for logs. */
    @Override
    public String toString() {
        return "Attempt[" + endpoint + ", " + kind + ", " + (failure == null ? "ok" : failure) + "]";
    }

    /** Builds an {@link Attempt}. Not thread-safe. */
    public static final class Builder {
        private final String endpoint;
        private Kind kind = Kind.FIRST;
        private @Nullable String model;
        private Duration waited = Duration.ZERO;
        private Duration latency = Duration.ZERO;
        private Usage usage = Usage.none();
        private @Nullable Money cost;
        private @Nullable String failure;
        private @Nullable ErrorClass errorClass;
        private boolean unseenRetries;

        private Builder(String endpoint) {
            this.endpoint = requireNonNull(endpoint, "endpoint");
        }

        /** Why it was made; {@link Kind#FIRST} by default. */
        public Builder kind(Kind kind) {
            this.kind = requireNonNull(kind, "kind");
            return this;
        }

        /** The model that was asked of the endpoint. */
        public Builder model(@Nullable String model) {
            this.model = model;
            return this;
        }

        /**
         * How long the call waited before it; zero by default.
         *
         * @throws IllegalArgumentException if {@code waited} is negative
         */
        public Builder waited(Duration waited) {
            this.waited = notNegative("waited", waited);
            return this;
        }

        /**
         * From sending to the answer or failure; zero by default.
         *
         * @throws IllegalArgumentException if {@code latency} is negative
         */
        public Builder latency(Duration latency) {
            this.latency = notNegative("latency", latency);
            return this;
        }

        /** Tokens of this attempt alone; {@link Usage#none()} by default. */
        public Builder usage(Usage usage) {
            this.usage = requireNonNull(usage, "usage");
            return this;
        }

        /** Cost of this attempt alone, or null where it is not known. */
        public Builder cost(@Nullable Money cost) {
            this.cost = cost;
            return this;
        }

        /** A stable name of the failure, and its kind if that is known; null for both means that it succeeded. */
        public Builder failure(@Nullable String failure, @Nullable ErrorClass errorClass) {
            this.failure = failure;
            this.errorClass = errorClass;
            return this;
        }

        /** Whether the model may have retried inside it without telling us; false by default. */
        public Builder unseenRetries(boolean unseenRetries) {
            this.unseenRetries = unseenRetries;
            return this;
        }

        /** The attempt. */
        public Attempt build() {
            return new Attempt(this);
        }

        private static Duration notNegative(String what, Duration duration) {
            if (duration.isNegative()) {
                throw new IllegalArgumentException(what + " must not be negative, but is " + duration);
            }
            return duration;
        }
    }
}
