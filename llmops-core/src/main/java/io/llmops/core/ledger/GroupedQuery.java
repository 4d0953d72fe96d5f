package io.llmops.core.ledger;

import static java.util.Objects.requireNonNull;

import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.LedgerQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A grouped report that is being put together; begun by {@link Ledger#by(Dimension...)}. Not thread-safe. */
public final class GroupedQuery {

    /** The span without {@link #since(Duration)} or {@link #from(Instant)}: one day. */
    public static final Duration DEFAULT_SPAN = Duration.ofDays(1);

    private final Ledger ledger;
    private final List<Dimension> dimensions;
    private @Nullable Duration every;
    private ZoneId zone = ZoneOffset.UTC;
    private Duration since = DEFAULT_SPAN;
    private @Nullable Instant from;
    private @Nullable Instant to;
    private @Nullable String scenario;
    private @Nullable String tenant;

    private record Key(Instant bucket, List<Optional<String>> values) {}

    GroupedQuery(Ledger ledger, List<Dimension> dimensions) {
        this.ledger = ledger;
        this.dimensions = List.copyOf(new LinkedHashSet<>(dimensions));
    }

    /**
     * A row for each span of this length, too; one for the whole time by default.
     *
     * @throws IllegalArgumentException if {@code every} is not a whole number of seconds, at least one
     */
    public GroupedQuery every(Duration every) {
        if (every.toSeconds() < 1 || !every.truncatedTo(ChronoUnit.SECONDS).equals(every)) {
            throw new IllegalArgumentException("every must be whole seconds, at least one, but is " + every);
        }
        this.every = every;
        return this;
    }

    /** The zone whose midnight {@link #every(Duration)} counts from, so that a day is a day there; UTC by default. */
    public GroupedQuery zone(ZoneId zone) {
        this.zone = requireNonNull(zone, "zone");
        return this;
    }

    /**
     * The time that ends at {@link #to(Instant)}, or now; one day by default.
     *
     * @throws IllegalArgumentException if {@code lookBack} is not positive
     */
    public GroupedQuery since(Duration lookBack) {
        if (lookBack.isNegative() || lookBack.isZero()) {
            throw new IllegalArgumentException("since must be positive, but is " + lookBack);
        }
        this.since = lookBack;
        this.from = null;
        return this;
    }

    /** The start of the time, included; in place of {@link #since(Duration)}. */
    public GroupedQuery from(Instant from) {
        this.from = requireNonNull(from, "from");
        return this;
    }

    /** The end of the time, not included; now by default. */
    public GroupedQuery to(Instant to) {
        this.to = requireNonNull(to, "to");
        return this;
    }

    /** Only this scenario. */
    public GroupedQuery scenario(String scenario) {
        this.scenario = requireNonNull(scenario, "scenario");
        return this;
    }

    /** Only this tenant. */
    public GroupedQuery tenant(String tenant) {
        this.tenant = requireNonNull(tenant, "tenant");
        return this;
    }

    /**
     * Reads the ledger once, without the details of its records.
     *
     * @throws IllegalStateException if {@code from} is after {@code to}
     * @throws io.llmops.api.exception.StoreException if the store cannot be read
     */
    public GroupedReport report() {
        Instant end = to == null ? ledger.end() : to;
        Instant start = from == null ? end.minus(since) : from;
        LedgerQuery.Builder query = LedgerQuery.builder().from(start).to(end).details(false);
        if (scenario != null) {
            query.scenario(scenario);
        }
        if (tenant != null) {
            query.tenant(tenant);
        }
        TimeBuckets buckets = every == null ? null : new TimeBuckets(every, zone);
        Map<Key, Measures> groups = new HashMap<>();
        ledger.scan(query.build(), record -> groups.computeIfAbsent(
                        new Key(buckets == null ? start : buckets.startOf(record.startedAt()), values(record)),
                        k -> new Measures())
                .add(record));
        List<LedgerGroup> rows = groups.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(order()))
                .map(e -> group(e.getKey(), e.getValue(), buckets, start, end))
                .toList();
        return new GroupedReport(
                dimensions,
                every == null ? null : zone,
                new GroupedReport.Span(start, end),
                rows,
                ledger.dropped(start, end));
    }

    private List<Optional<String>> values(CallRecord record) {
        List<Optional<String>> values = new ArrayList<>(dimensions.size());
        for (Dimension dimension : dimensions) {
            values.add(dimension.of(record));
        }
        return values;
    }

    /** A bucket that the time begins or ends in is as short as its part of it, so that rates are right. */
    private LedgerGroup group(Key key, Measures measures, @Nullable TimeBuckets buckets, Instant start, Instant end) {
        Instant from = key.bucket().isBefore(start) ? start : key.bucket();
        Instant to = buckets == null ? end : buckets.endOf(key.bucket());
        Map<Dimension, Optional<String>> values = new LinkedHashMap<>();
        for (int i = 0; i < dimensions.size(); i++) {
            values.put(dimensions.get(i), key.values().get(i));
        }
        return new LedgerGroup(values, from, to.isAfter(end) ? end : to, measures);
    }

    private Comparator<Key> order() {
        Comparator<Key> order = Comparator.comparing(Key::bucket);
        for (int i = 0; i < dimensions.size(); i++) {
            int column = i;
            order = order.thenComparing(k -> k.values().get(column).orElse(""));
        }
        return order;
    }
}
