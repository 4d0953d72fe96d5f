package io.llmops.core.ledger;

import io.llmops.api.ledger.CallKind;
import io.llmops.api.ledger.CallRecord;
import io.llmops.api.ledger.ErrorClass;
import io.llmops.api.ledger.Outcome;
import io.llmops.api.model.Money;
import io.llmops.api.model.TokenClass;
import io.llmops.api.model.Usage;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is counted and summed over any group of records; needs no details of them. Embeddings are counted apart. */
final class Measures {

    /** Ends without a call, whose time says nothing about the model. */
    private static final Set<Outcome> REFUSED =
            EnumSet.of(Outcome.REFUSED_BUDGET, Outcome.REFUSED_RATE, Outcome.REFUSED_GUARD);

    private final Map<CallKind, Long> kinds = new EnumMap<>(CallKind.class);
    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private final Map<ErrorClass, Long> errors = new EnumMap<>(ErrorClass.class);
    private final Sums chats = new Sums();
    private final Sums embeddings = new Sums();
    private final Map<String, Money> money = new TreeMap<>();
    private long unknownCost;
    private long estimatedCost;
    private final Percentiles latency = new Percentiles();
    private final Percentiles firstToken = new Percentiles();
    private long asked;
    private long fellBack;
    private long degraded;
    private long filtered;

    /** Usage of one kind of call. */
    private static final class Sums {
        private final Map<TokenClass, Long> tokens = new EnumMap<>(TokenClass.class);
        private Usage.Quality quality = Usage.Quality.MEASURED;
        private long calls;
        private long unknown;
        private long estimated;

        void add(Usage more) {
            calls++;
            for (TokenClass c : TokenClass.values()) {
                long count = more.tokens(c);
                if (count != 0) {
                    tokens.merge(c, count, Long::sum);
                }
            }
            quality = quality.compareTo(more.quality()) >= 0 ? quality : more.quality();
            unknown += more.quality() == Usage.Quality.UNKNOWN ? 1 : 0;
            estimated += more.quality() == Usage.Quality.ESTIMATED ? 1 : 0;
        }

        TokenReport report() {
            Usage.Builder usage = Usage.builder().quality(quality);
            tokens.forEach(usage::tokens);
            return new TokenReport(usage.build(), calls, unknown, estimated);
        }
    }

    void add(CallRecord record) {
        kinds.merge(record.kind(), 1L, Long::sum);
        money(record);
        errors(record);
        if (record.kind() == CallKind.EMBEDDING) {
            embeddings.add(record.usage());
        }
        if (!record.kind().isChat()) {
            return;
        }
        outcomes.merge(record.outcome(), 1L, Long::sum);
        chats.add(record.usage());
        asked += reachedModel(record) ? 1 : 0;
        fellBack += record.fellBack() ? 1 : 0;
        degraded += record.degraded() ? 1 : 0;
        if (!REFUSED.contains(record.outcome())) {
            latency.add(record.latency());
        }
        record.timeToFirstToken().ifPresent(firstToken::add);
    }

    private void money(CallRecord record) {
        if (record.cost().isPresent()) {
            Money cost = record.cost().get();
            money.merge(cost.currency(), cost, Money::plus);
            estimatedCost += record.usage().quality() == Usage.Quality.ESTIMATED ? 1 : 0;
            unknownCost += record.usage().quality() == Usage.Quality.UNKNOWN ? 1 : 0; // of one attempt of several
        } else if (!record.usage().equals(Usage.none())) {
            unknownCost++;
        }
    }

    private void errors(CallRecord record) {
        boolean filter =
                record.errorClass().filter(ErrorClass.CONTENT_FILTER::equals).isPresent();
        filtered += filter ? 1 : 0;
        if (filter || record.outcome() == Outcome.ERROR) {
            errors.merge(record.errorClass().orElse(ErrorClass.OTHER), 1L, Long::sum);
        }
    }

    private static boolean reachedModel(CallRecord record) {
        return switch (record.outcome()) {
            case OK, ERROR, CANCELLED -> true;
            case CACHED -> false;
            case NOT_IN_KNOWLEDGE, REFUSED_BUDGET, REFUSED_RATE, REFUSED_GUARD ->
                !record.usage().equals(Usage.none());
        };
    }

    long chats() {
        return chats.calls;
    }

    long kind(CallKind kind) {
        return kinds.getOrDefault(kind, 0L);
    }

    long outcome(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    Map<Outcome, Long> outcomes() {
        return Collections.unmodifiableMap(outcomes);
    }

    Map<ErrorClass, Long> errors() {
        return Collections.unmodifiableMap(errors);
    }

    TokenReport tokens() {
        return chats.report();
    }

    TokenReport embeddingTokens() {
        return embeddings.report();
    }

    CostReport cost() {
        return new CostReport(money, chats.calls + embeddings.calls, unknownCost, estimatedCost);
    }

    LatencyReport latency() {
        return new LatencyReport(latency);
    }

    LatencyReport firstToken() {
        return new LatencyReport(firstToken);
    }

    /** Of the chats that reached a model. */
    Share fellBack() {
        return new Share(Math.min(fellBack, asked), asked);
    }

    /** Of the chats that reached a model. */
    Share degraded() {
        return new Share(Math.min(degraded, asked), asked);
    }

    /** Of the chats that reached a model or the cache. */
    Share cached() {
        long cached = outcome(Outcome.CACHED);
        return new Share(cached, cached + asked);
    }

    /** Of the input tokens of chats. */
    Share cachedInput() {
        Usage usage = chats.report().usage();
        return new Share(usage.tokens(TokenClass.CACHE_READ), usage.input());
    }

    /** Of the calls of every kind. */
    Share filtered() {
        return new Share(filtered, chats.calls + embeddings.calls);
    }
}
