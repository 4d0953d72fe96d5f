package io.llmops.core.monitor;

import static java.util.Objects.requireNonNull;

import io.llmops.api.ledger.LedgerQuery;
import io.llmops.core.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Asks a ledger what became of the questions to one knowledge base. Not thread-safe.
 *
 * <pre>{@code
 * KnowledgeUsage month = KnowledgeMonitor.of(ops.ledger(), "handbook").since(Duration.ofDays(28)).report();
 * month.hits();                      // 87.5% (7 of 8)
 * month.unanswered();                // what to write next
 * }</pre>
 */
public final class KnowledgeMonitor {

    /** The span without {@link #since(Duration)} or {@link #from(Instant)}: four weeks. */
    public static final Duration DEFAULT_SPAN = Duration.ofDays(28);

    /** Unanswered questions that are listed at most where nothing else is set: {@value}. */
    public static final int DEFAULT_UNANSWERED = 20;

    private final Ledger ledger;
    private final String knowledge;
    private ZoneId zone = ZoneOffset.UTC;
    private Duration since = DEFAULT_SPAN;
    private @Nullable Instant from;
    private @Nullable Instant to;
    private @Nullable String scenario;
    private @Nullable String tenant;
    private int unanswered = DEFAULT_UNANSWERED;

    private KnowledgeMonitor(Ledger ledger, String knowledge) {
        this.ledger = requireNonNull(ledger, "ledger");
        this.knowledge = requireNonNull(knowledge, "knowledge");
    }

    /**
     * Begins a report.
     *
     * @param knowledge the knowledge base's name
     */
    public static KnowledgeMonitor of(Ledger ledger, String knowledge) {
        return new KnowledgeMonitor(ledger, knowledge);
    }

    /** Whose Mondays weeks begin on; UTC by default. */
    public KnowledgeMonitor zone(ZoneId zone) {
        this.zone = requireNonNull(zone, "zone");
        return this;
    }

    /**
     * The time that ends at {@link #to(Instant)}, or now; four weeks by default.
     *
     * @throws IllegalArgumentException if {@code lookBack} is not positive
     */
    public KnowledgeMonitor since(Duration lookBack) {
        if (lookBack.isNegative() || lookBack.isZero()) {
            throw new IllegalArgumentException("since must be positive, but is " + lookBack);
        }
        this.since = lookBack;
        this.from = null;
        return this;
    }

    /** The start of the time, included; in place of {@link #since(Duration)}. */
    public KnowledgeMonitor from(Instant from) {
        this.from = requireNonNull(from, "from");
        return this;
    }

    /** The end of the time, not included; now by default. */
    public KnowledgeMonitor to(Instant to) {
        this.to = requireNonNull(to, "to");
        return this;
    }

    /** Only questions of this scenario. */
    public KnowledgeMonitor scenario(String scenario) {
        this.scenario = requireNonNull(scenario, "scenario");
        return this;
    }

    /** Only questions of this tenant. */
    public KnowledgeMonitor tenant(String tenant) {
        this.tenant = requireNonNull(tenant, "tenant");
        return this;
    }

    /**
     * How many unanswered questions are listed at most; {@value #DEFAULT_UNANSWERED} by default.
     *
     * @throws IllegalArgumentException if {@code most} is negative
     */
    public KnowledgeMonitor unanswered(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("unanswered must not be negative, but is " + most);
        }
        this.unanswered = most;
        return this;
    }

    /**
     * Reads the ledger once. Takes memory for each document, chunk, different unanswered question and call with passages of
     * that time: some 200 bytes each.
     *
     * @throws IllegalStateException if {@code from} is after {@code to}
     * @throws io.llmops.api.exception.StoreException if the store cannot be read
     */
    public KnowledgeUsage report() {
        Instant end = to == null ? ledger.end() : to;
        Instant start = from == null ? end.minus(since) : from;
        LedgerQuery.Builder query = LedgerQuery.builder().from(start).to(end);
        if (tenant != null) {
            query.tenant(tenant);
        }
        Questions questions = new Questions(zone);
        Uses uses = new Uses();
        ledger.scan(query.build(), record -> {
            if (record.kind().isChat() && (scenario == null || scenario.equals(record.scenario()))) {
                record.knowledge()
                        .filter(use -> use.knowledge().equals(knowledge))
                        .ifPresent(use -> {
                            questions.add(record, use);
                            uses.add(record, use);
                        });
            } else {
                uses.addIngested(record, knowledge);
            }
        });
        ledger.scanFeedback(start, uses::add);
        return new KnowledgeUsage(
                new KnowledgeUsage.Span(knowledge, start, end), questions, uses, unanswered, ledger.dropped(start));
    }
}
