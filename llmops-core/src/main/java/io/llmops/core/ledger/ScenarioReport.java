package io.llmops.core.ledger;

import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.Outcome;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
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
    private final Instant from;
    private final Instant to;
    private final Map<CallKind, Long> kinds;
    private final Map<Outcome, Long> outcomes;
    private final Map<String, Long> errors;
    private final long chats;
    private final TokenReport tokens;
    private final TokenReport embeddingTokens;
    private final CostReport cost;
    private final LatencyReport latency;
    private final LatencyReport firstToken;
    private final KnowledgeReport knowledge;
    private final WordReport words;

    ScenarioReport(String scenario, Instant from, Instant to, Gathering gathered) {
        this.scenario = scenario;
        this.from = from;
        this.to = to;
        this.kinds = new EnumMap<>(gathered.kinds);
        this.outcomes = new EnumMap<>(gathered.outcomes);
        this.errors = gathered.errors.byCount();
        this.chats = gathered.chats();
        this.tokens = gathered.tokens();
        this.embeddingTokens = gathered.embeddingTokens();
        this.cost = gathered.cost();
        this.latency = gathered.latency();
        this.firstToken = gathered.firstToken();
        this.knowledge = gathered.knowledge();
        this.words = gathered.words();
    }

    /** The scenario's name. */
    public String scenario() {
        return scenario;
    }

    /** The start of the span, included. */
    public Instant from() {
        return from;
    }

    /** The end of the span, not included. */
    public Instant to() {
        return to;
    }

    /** Chats, however they ended. */
    public long calls() {
        return chats;
    }

    /** Calls of one kind, however they ended. */
    public long calls(CallKind kind) {
        return kinds.getOrDefault(kind, 0L);
    }

    /** Chats that ended so. */
    public long outcome(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
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
        return tokens;
    }

    /** Tokens of the embedding calls. */
    public TokenReport embeddingTokens() {
        return embeddingTokens;
    }

    /** Cost of all calls, embeddings included. */
    public CostReport cost() {
        return cost;
    }

    /** Time of the chats that were not refused, failed ones included. */
    public LatencyReport latency() {
        return latency;
    }

    /** Time to the first token of the streams that have one. */
    public LatencyReport timeToFirstToken() {
        return firstToken;
    }

    /** How well the knowledge base met the questions. */
    public KnowledgeReport knowledge() {
        return knowledge;
    }

    /** Sensitive words. */
    public WordReport words() {
        return words;
    }

    /** A few aligned lines for people: parts that did not occur are left out. */
    @Override
    public String toString() {
        return ReportText.of(this);
    }
}
