package io.llmops.core.ledger;

import static java.util.Objects.requireNonNull;

import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.ledger.LedgerStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How long the ledger keeps records, and what was said in them, which may be shorter. A scenario without a rule of its own
 * follows the general one. Immutable.
 *
 * <pre>{@code
 * Retention.builder().records(Duration.ofDays(400)).content(Duration.ofDays(30))
 *     .scenario("hr", r -> r.records(Duration.ofDays(90)).content(Duration.ofDays(7))).build();
 * }</pre>
 */
public final class Retention {

    private static final Retention FOREVER = builder().build();

    private final @Nullable Duration records;
    private final @Nullable Duration content;
    private final Map<String, Retention> scenarios;

    private Retention(Builder b) {
        this.records = b.records;
        this.content = b.content;
        this.scenarios = Collections.unmodifiableMap(new TreeMap<>(b.scenarios));
    }

    /** Everything is kept. */
    public static Retention forever() {
        return FOREVER;
    }

    /** A builder that keeps everything so far. */
    public static Builder builder() {
        return new Builder();
    }

    /** How long a record is kept; empty means for ever. */
    public Optional<Duration> records() {
        return Optional.ofNullable(records);
    }

    /** How long content is kept; empty means as long as its record. */
    public Optional<Duration> content() {
        return Optional.ofNullable(content);
    }

    /** Scenarios with a rule of their own, by name. */
    public Map<String, Retention> scenarios() {
        return scenarios;
    }

    /**
     * Deletes what is too old.
     *
     * @return how many records were deleted
     * @throws io.llmops.api.exception.StoreException if the store fails, or cannot delete
     */
    public long apply(LedgerStore store, Instant now) {
        requireNonNull(now, "now");
        long deleted = 0;
        for (Map.Entry<String, Retention> scenario : scenarios.entrySet()) {
            deleted += scenario.getValue().delete(store, now, scenario.getKey());
        }
        if (records == null && content == null) {
            return deleted;
        }
        if (scenarios.isEmpty()) {
            return deleted + delete(store, now, null);
        }
        for (String name : others(store, now)) {
            deleted += delete(store, now, name);
        }
        return deleted;
    }

    private long delete(LedgerStore store, Instant now, @Nullable String scenario) {
        long deleted = records == null ? 0 : store.delete(before(now.minus(records), scenario));
        if (content != null) {
            store.deleteContent(before(now.minus(content), scenario));
        }
        return deleted;
    }

    /** Scenarios without a rule of their own that have something old enough. */
    private Set<String> others(LedgerStore store, Instant now) {
        Set<String> names = new TreeSet<>();
        Instant newest = now.minus(shorter());
        LedgerQuery old = LedgerQuery.builder().to(newest).details(false).build();
        store.scan(old, record -> names.add(record.scenario()));
        names.removeAll(scenarios.keySet());
        return names;
    }

    private Duration shorter() {
        if (records == null || content == null) {
            return requireNonNull(records == null ? content : records);
        }
        return records.compareTo(content) < 0 ? records : content;
    }

    private static LedgerQuery before(Instant end, @Nullable String scenario) {
        LedgerQuery.Builder query = LedgerQuery.builder().to(end);
        return scenario == null ? query.build() : query.scenario(scenario).build();
    }

    /** Builds a {@link Retention}. Not thread-safe. */
    public static final class Builder {
        private @Nullable Duration records;
        private @Nullable Duration content;
        private final Map<String, Retention> scenarios = new TreeMap<>();

        private Builder() {}

        /**
         * How long a record is kept; for ever by default.
         *
         * @throws IllegalArgumentException if {@code records} is not positive
         */
        public Builder records(Duration records) {
            this.records = positive("records", records);
            return this;
        }

        /**
         * How long content is kept; as long as its record by default.
         *
         * @throws IllegalArgumentException if {@code content} is not positive
         */
        public Builder content(Duration content) {
            this.content = positive("content", content);
            return this;
        }

        /** A rule for one scenario, which takes the place of the general one as a whole. */
        public Builder scenario(String name, UnaryOperator<Builder> rule) {
            scenarios.put(
                    requireNonNull(name, "name"), rule.apply(new Builder()).build());
            return this;
        }

        /**
         * The retention.
         *
         * @throws IllegalStateException if content would be kept longer than its record, or a scenario's rule names scenarios
         */
        public Retention build() {
            if (records != null && content != null && content.compareTo(records) > 0) {
                throw new IllegalStateException(
                        "content for " + content + " is longer than its record, which is kept for " + records);
            }
            if (scenarios.values().stream().anyMatch(r -> !r.scenarios.isEmpty())) {
                throw new IllegalStateException("the rule of a scenario names scenarios: give each at the top");
            }
            return new Retention(this);
        }

        private static Duration positive(String what, Duration duration) {
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException(what + " must be positive, but is " + duration);
            }
            return duration;
        }
    }
}
