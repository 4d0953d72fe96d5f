package io.llmops.core.ledger;

import io.llmops.api.model.Money;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Cost of a group of calls. Currencies are never mixed; calls without a known cost are counted and never taken as free.
 */
public final class CostReport {

    private final SortedMap<String, Money> sums;
    private final long calls;
    private final long unknown;
    private final long estimated;

    CostReport(Map<String, Money> sums, long calls, long unknown, long estimated) {
        this.sums = Collections.unmodifiableSortedMap(new TreeMap<>(sums));
        this.calls = calls;
        this.unknown = unknown;
        this.estimated = estimated;
    }

    /** The exact sum of each currency, by its code; empty where no call has a known cost. */
    public SortedMap<String, Money> sums() {
        return sums;
    }

    /** The exact sum of one currency, if a call has a known cost in it. */
    public Optional<Money> in(String currency) {
        return Optional.ofNullable(sums.get(currency));
    }

    /** How many calls were summed. */
    public long calls() {
        return calls;
    }

    /**
     * How many of them reached a model and have no known cost, or an attempt that has none: the sums are lower bounds if
     * there are any.
     */
    public long unknown() {
        return unknown;
    }

    /** For how many of them the cost rests on tokens that were estimated by us. */
    public long estimated() {
        return estimated;
    }

    /** The sums, rounded for people, and for how many calls the cost is estimated or not known. */
    @Override
    public String toString() {
        return sums.isEmpty() && unknown > 0
                ? "unknown (" + unknown + " of " + calls + " calls)"
                : known() + Words.estimatedFor(estimated, calls) + Words.unknownFor(unknown, calls);
    }

    /** The same in a few characters, for a table: {@code ~} marks an estimate. */
    String cell() {
        String shown = (estimated > 0 ? "~" : "") + known();
        if (unknown == 0) {
            return shown;
        }
        return sums.isEmpty() ? "unknown" : shown + " + unknown";
    }

    private String known() {
        List<String> shown = new ArrayList<>();
        sums.values().forEach(sum -> shown.add(sum.display()));
        return shown.isEmpty() ? "none" : String.join(" + ", shown);
    }
}
