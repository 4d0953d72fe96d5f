package io.llmops.core.ledger;

import static java.util.Objects.requireNonNull;

import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.Feedback;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.ledger.LedgerStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Questions to a ledger, answered by reading its store: nothing is counted beside it, so that each can be asked for any
 * span, again and later. Before each answer, records that are on their way are written. Thread-safe.
 *
 * <pre>{@code
 * GroupedReport hours = ops.ledger().by(Dimension.SCENARIO, Dimension.MODEL)
 *     .every(Duration.ofHours(1)).since(Duration.ofDays(1)).report();
 * System.out.print(hours);
 * }</pre>
 */
public final class Ledger {

    private final LedgerStore store;
    private final Clock clock;
    private final Writing writing;

    /** What is known of the writer of the store, if it is in this process. */
    private interface Writing {
        Writing NONE = new Writing() {};

        default void flush() {}

        default long dropped() {
            return 0;
        }
    }

    private Ledger(LedgerStore store, Clock clock, Writing writing) {
        this.store = requireNonNull(store, "store");
        this.clock = requireNonNull(clock, "clock");
        this.writing = writing;
    }

    /** The ledger of a store that is written elsewhere, if at all; it stays open. */
    public static Ledger of(LedgerStore store, Clock clock) {
        return new Ledger(store, clock, Writing.NONE);
    }

    /** The ledger of a store that {@code writer} writes; both stay open. */
    public static Ledger of(LedgerStore store, Clock clock, LedgerWriter writer) {
        return new Ledger(store, clock, new Writing() {
            @Override
            public void flush() {
                writer.flush(LedgerSettings.DEFAULT_CLOSE_WITHIN);
            }

            @Override
            public long dropped() {
                return writer.dropped();
            }
        });
    }

    /**
     * Begins a report with a row for each combination of values that occurs in these dimensions; without any, with one row
     * for everything.
     */
    public GroupedQuery by(Dimension... dimensions) {
        return new GroupedQuery(this, List.of(dimensions));
    }

    /** What one scenario did in the time that ends now; a report of nothing if it has no record in that time. */
    public ScenarioReport scenario(String scenario, Duration lookBack) {
        writing.flush();
        Instant end = end();
        return LedgerReports.scenario(store, scenario, end.minus(lookBack), end, dropped(end.minus(lookBack)));
    }

    /** What every scenario did in the time that ends now, sorted by name. */
    public List<ScenarioReport> scenarios(Duration lookBack) {
        writing.flush();
        Instant end = end();
        return LedgerReports.all(store, end.minus(lookBack), end, dropped(end.minus(lookBack)));
    }

    /**
     * Calls that a provider's content filter refused or cut in the time that ends now, joined to the documents whose
     * passages were in their prompts: which document makes the provider refuse.
     */
    public ContentFilterReport contentFilter(Duration lookBack) {
        ContentFilterGathering gathering = new ContentFilterGathering();
        scan(query(lookBack).build(), gathering::add);
        return gathering.report(dropped(end().minus(lookBack)));
    }

    /**
     * Questions that were answered twice or more in the time that ends now, with answers that differ; the most frequent
     * first. The same question is one with the same words of the same scenario and tenant, whatever its case, width and
     * space. Takes some 200 bytes of memory for each different question of that time.
     */
    public RepeatedQuestions repeatedQuestions(Duration lookBack) {
        RepeatGathering gathering = new RepeatGathering();
        scan(query(lookBack).details(false).build(), gathering::add);
        return new RepeatedQuestions(gathering.report(), dropped(end().minus(lookBack)));
    }

    /**
     * Watches tokens per minute from now on, until what it returns is closed.
     *
     * @param settings what to watch and how much is too much
     * @param listener told of each alert, on a thread of the watch
     */
    public TokenRateWatch watchTokens(
            UnaryOperator<TokenRateWatch.Builder> settings, TokenRateWatch.Listener listener) {
        return settings.apply(new TokenRateWatch.Builder()).start(this, clock, listener);
    }

    /** Records, oldest first. */
    public List<CallRecord> records(LedgerQuery query) {
        List<CallRecord> records = new ArrayList<>();
        scan(query, records::add);
        return records;
    }

    /**
     * Hands records to {@code visitor} one by one, oldest first, without holding all in memory.
     *
     * @throws io.llmops.api.exception.StoreException if the store cannot be read
     */
    public void scan(LedgerQuery query, Consumer<CallRecord> visitor) {
        writing.flush();
        store.scan(query, visitor);
    }

    /**
     * Hands over what people said of answers at that time or later, one by one, oldest first.
     *
     * @throws io.llmops.api.exception.StoreException if the store cannot be read
     */
    public void scanFeedback(Instant from, Consumer<Feedback> visitor) {
        store.scanFeedback(from, visitor);
    }

    /** Records that a report from that time on may lack: lost by the writer, or let go of by the store. */
    public long dropped(Instant from) {
        return writing.dropped() + store.forgotten(from);
    }

    /** Just after now, so that a record of this instant is in a span that ends here. */
    public Instant end() {
        return clock.instant().plusNanos(1_000);
    }

    private LedgerQuery.Builder query(Duration lookBack) {
        Instant end = end();
        return LedgerQuery.builder().from(end.minus(lookBack)).to(end);
    }
}
