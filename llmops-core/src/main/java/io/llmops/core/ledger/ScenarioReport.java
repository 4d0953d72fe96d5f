package io.llmops.core.ledger;

import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.Outcome;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;

/**
 * What one scenario did in a span of time, as its ledger tells it: calls and how they ended, tokens, money, time,
 * knowledge and sensitive words. What is not known is said to be unknown, and every rate has its denominator.
 * Immutable. Made by {@link LedgerReports}; {@link #toString()} is for people.
 *
 * <p>A <em>chat</em> is a logical chat call, answered at once or as a stream; embedding calls are counted apart.
 */
public final class ScenarioReport {

    private final String scenario;
    private final LedgerGroup figures;
    private final long streams;
    private final long ingested;
    private final Map<String, Long> errors;
    private final KnowledgeReport knowledge;
    private final WordReport words;
    private final long dropped;

    ScenarioReport(String scenario, Instant from, Instant to, Gathering gathered, long dropped) {
        this.scenario = scenario;
        this.figures = new LedgerGroup(Map.of(), from, to, gathered.measures);
        this.streams = gathered.measures.kind(CallKind.STREAM);
        this.ingested = gathered.measures.kind(CallKind.INGEST);
        this.errors = gathered.errors.byCount();
        this.knowledge = gathered.knowledge();
        this.words = gathered.words();
        this.dropped = dropped;
    }

    /** The scenario's name. */
    public String scenario() {
        return scenario;
    }

    /** The start of the span, included. */
    public Instant from() {
        return figures.from();
    }

    /** The end of the span, not included. */
    public Instant to() {
        return figures.to();
    }

    /** Chats, however they ended. */
    public long calls() {
        return figures.calls();
    }

    /** Calls of one kind, however they ended. */
    public long calls(CallKind kind) {
        return switch (kind) {
            case CHAT -> figures.calls() - streams;
            case STREAM -> streams;
            case EMBEDDING -> figures.embeddings();
            case INGEST -> ingested;
        };
    }

    /** Chats that ended so. */
    public long outcome(Outcome outcome) {
        return figures.outcome(outcome);
    }

    /** Chats that the caller got an answer to, from a model or a cache. */
    public long answered() {
        return outcome(Outcome.OK) + outcome(Outcome.CACHED);
    }

    /** Failed calls of every kind by the stable name of the failure, the most frequent first; unmodifiable. */
    public Map<String, Long> errors() {
        return Collections.unmodifiableMap(errors);
    }

    /** Tokens of the chats. */
    public TokenReport tokens() {
        return figures.tokens();
    }

    /** Tokens of the embedding calls. */
    public TokenReport embeddingTokens() {
        return figures.embeddingTokens();
    }

    /** Cost of all calls, embeddings included. */
    public CostReport cost() {
        return figures.cost();
    }

    /** Time of the chats that were not refused, failed ones included. */
    public LatencyReport latency() {
        return figures.latency();
    }

    /** Time to the first token of the streams that have one. */
    public LatencyReport timeToFirstToken() {
        return figures.timeToFirstToken();
    }

    /** How well the knowledge base met the questions. */
    public KnowledgeReport knowledge() {
        return knowledge;
    }

    /** Sensitive words. */
    public WordReport words() {
        return words;
    }

    /** The figures that a grouped report has, too: errors by class, rates of fallback and cache. */
    public LedgerGroup figures() {
        return figures;
    }

    /**
     * Records of that time, of every scenario and every process, that were lost on their way to the ledger: where it is
     * not 0, the sums may be too small by that many calls.
     */
    public long dropped() {
        return dropped;
    }

    /** A few aligned lines for people: parts that did not occur are left out. */
    @Override
    public String toString() {
        return ReportText.of(this);
    }
}
