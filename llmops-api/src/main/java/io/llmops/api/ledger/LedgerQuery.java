package io.llmops.api.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which records of the ledger are wanted; each setting narrows, none set means all. Immutable. */
public final class LedgerQuery {

    private final @Nullable String scenario;
    private final @Nullable String tenant;
    private final @Nullable String run;
    private final @Nullable Instant from;
    private final @Nullable Instant to;
    private final @Nullable ErrorClass errorClass;
    private final boolean details;

    private LedgerQuery(Builder b) {
        this.scenario = b.scenario;
        this.tenant = b.tenant;
        this.run = b.run;
        this.from = b.from;
        this.to = b.to;
        this.errorClass = b.errorClass;
        this.details = b.details;
    }

    /** Every record. */
    public static LedgerQuery all() {
        return builder().build();
    }

    /** A builder that narrows nothing yet. */
    public static Builder builder() {
        return new Builder();
    }

    /** Only this scenario. */
    public Optional<String> scenario() {
        return Optional.ofNullable(scenario);
    }

    /** Only this tenant. */
    public Optional<String> tenant() {
        return Optional.ofNullable(tenant);
    }

    /** Only this run. */
    public Optional<String> run() {
        return Optional.ofNullable(run);
    }

    /** Only records that started at this instant or later. */
    public Optional<Instant> from() {
        return Optional.ofNullable(from);
    }

    /** Only records that started before this instant. */
    public Optional<Instant> to() {
        return Optional.ofNullable(to);
    }

    /** Only records with this kind of failure. */
    public Optional<ErrorClass> errorClass() {
        return Optional.ofNullable(errorClass);
    }

    /**
     * Whether records are wanted whole. Without details a store may leave out attempts, knowledge, tools, word matches,
     * groups, tags, finish reason and content, which makes a long scan many times cheaper; {@link CallRecord#fellBack()}
     * still holds.
     */
    public boolean details() {
        return details;
    }

    /** Whether nothing but time narrows it. */
    public boolean isOfTimeOnly() {
        return scenario == null && tenant == null && run == null && errorClass == null;
    }

    /** Whether a record is wanted. */
    public boolean matches(CallRecord record) {
        return (scenario == null || scenario.equals(record.scenario()))
                && (tenant == null || tenant.equals(record.context().tenant().orElse(null)))
                && (run == null || run.equals(record.context().run().orElse(null)))
                && (from == null || !record.startedAt().isBefore(from))
                && (to == null || record.startedAt().isBefore(to))
                && (errorClass == null || errorClass == record.errorClass().orElse(null));
    }

    /** Builds a {@link LedgerQuery}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String scenario;
        private @Nullable String tenant;
        private @Nullable String run;
        private @Nullable Instant from;
        private @Nullable Instant to;
        private @Nullable ErrorClass errorClass;
        private boolean details = true;

        private Builder() {}

        /** Only this scenario. */
        public Builder scenario(String scenario) {
            this.scenario = requireNonNull(scenario, "scenario");
            return this;
        }

        /** Only this tenant. */
        public Builder tenant(String tenant) {
            this.tenant = requireNonNull(tenant, "tenant");
            return this;
        }

        /** Only this run. */
        public Builder run(String run) {
            this.run = requireNonNull(run, "run");
            return this;
        }

        /** Only records that started at this instant or later. */
        public Builder from(Instant from) {
            this.from = requireNonNull(from, "from");
            return this;
        }

        /** Only records that started before this instant. */
        public Builder to(Instant to) {
            this.to = requireNonNull(to, "to");
            return this;
        }

        /** Only records with this kind of failure. */
        public Builder errorClass(ErrorClass errorClass) {
            this.errorClass = requireNonNull(errorClass, "errorClass");
            return this;
        }

        /** Whether records are wanted whole; true by default. */
        public Builder details(boolean details) {
            this.details = details;
            return this;
        }

        /**
         * The query.
         *
         * @throws IllegalStateException if {@code from} is after {@code to}
         */
        public LedgerQuery build() {
            if (from != null && to != null && from.isAfter(to)) {
                throw new IllegalStateException("from " + from + " is after to " + to);
            }
            return new LedgerQuery(this);
        }
    }
}
