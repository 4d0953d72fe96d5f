package io.llmops.core.ledger;

import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.ErrorClass;
import io.llmops.api.ledger.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The figures of one group of records: those that agree in every dimension of the report and began in one span of time. A
 * <em>chat</em> is answered at once or as a stream; embedding calls are counted apart. Immutable.
 */
public final class LedgerGroup {

    private final Map<Dimension, Optional<String>> key;
    private final Instant from;
    private final Instant to;
    private final long chats;
    private final long embeddings;
    private final Map<Outcome, Long> outcomes;
    private final Map<ErrorClass, Long> errors;
    private final TokenReport tokens;
    private final TokenReport embeddingTokens;
    private final CostReport cost;
    private final LatencyReport latency;
    private final LatencyReport firstToken;
    private final Share fellBack;
    private final Share degraded;
    private final Share cached;
    private final Share cachedInput;
    private final Share filtered;

    LedgerGroup(Map<Dimension, Optional<String>> key, Instant from, Instant to, Measures measures) {
        this.key = key;
        this.from = from;
        this.to = to;
        this.chats = measures.chats();
        this.embeddings = measures.kind(CallKind.EMBEDDING);
        this.outcomes = measures.outcomes();
        this.errors = measures.errors();
        this.tokens = measures.tokens();
        this.embeddingTokens = measures.embeddingTokens();
        this.cost = measures.cost();
        this.latency = measures.latency();
        this.firstToken = measures.firstToken();
        this.fellBack = measures.fellBack();
        this.degraded = measures.degraded();
        this.cached = measures.cached();
        this.cachedInput = measures.cachedInput();
        this.filtered = measures.filtered();
    }

    /**
     * What the records have in a dimension of the report; empty for those that have nothing there.
     *
     * @throws IllegalArgumentException if the report is not by that dimension
     */
    public Optional<String> of(Dimension dimension) {
        Optional<String> value = key.get(dimension);
        if (value == null) {
            throw new IllegalArgumentException("the report is by " + key.keySet() + ", not by " + dimension);
        }
        return value;
    }

    /** The start of the group's span, included. */
    public Instant from() {
        return from;
    }

    /** The end of the group's span, not included. */
    public Instant to() {
        return to;
    }

    /** Chats, however they ended. */
    public long calls() {
        return chats;
    }

    /** Embedding calls, however they ended. */
    public long embeddings() {
        return embeddings;
    }

    /** Chats that ended so. */
    public long outcome(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    /**
     * Failed calls of every kind by class, and answers that the provider's content filter cut; unmodifiable. What was
     * refused here or cancelled is an {@link #outcome(Outcome)} and no error.
     */
    public Map<ErrorClass, Long> errors() {
        return errors;
    }

    /** Tokens of the chats. */
    public TokenReport tokens() {
        return tokens;
    }

    /** Tokens of the embedding calls. */
    public TokenReport embeddingTokens() {
        return embeddingTokens;
    }

    /** Tokens of the chats, of all classes, for each minute of the span; a lower bound where usage is not known. */
    public double tokensPerMinute() {
        Duration span = Duration.between(from, to);
        return span.isZero() ? 0 : tokens.usage().total() * 60.0 / (span.toMillis() / 1e3);
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

    /** Chats for which another endpoint was tried after a failure, of those that reached a model. */
    public Share fellBack() {
        return fellBack;
    }

    /** Chats for which a cheaper model was asked to stay within a budget, of those that reached a model. */
    public Share degraded() {
        return degraded;
    }

    /** Chats answered from our cache, of those that reached a model or the cache. */
    public Share cached() {
        return cached;
    }

    /** Input tokens that the provider read from its prompt cache, of all input tokens of chats. */
    public Share cachedInput() {
        return cachedInput;
    }

    /** Calls that the provider's content filter refused or cut, of all calls. */
    public Share contentFiltered() {
        return filtered;
    }

    /** Failed calls, of all calls. */
    Share failed() {
        return new Share(errors.values().stream().mapToLong(Long::longValue).sum(), chats + embeddings);
    }

    @Override
    public String toString() {
        return key + " " + chats + " calls, " + tokens + ", " + cost;
    }
}
