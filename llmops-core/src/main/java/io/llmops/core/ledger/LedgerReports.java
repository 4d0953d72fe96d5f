package io.llmops.core.ledger;

import static java.util.Objects.requireNonNull;

import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.ledger.LedgerStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reports as queries on a ledger: nothing is counted beside it, so a report can be asked for any span, again and later.
 * Each reads the records once, one by one, and may be asked from any thread.
 */
public final class LedgerReports {

    private LedgerReports() {}

    /**
     * What one scenario did; a report of nothing if it has no record in that span.
     *
     * @param from start of the span, included
     * @param to end of the span, not included
     * @throws IllegalStateException if {@code from} is after {@code to}
     * @throws io.llmops.api.exception.StoreException if the store cannot be read
     */
    public static ScenarioReport scenario(LedgerStore store, String scenario, Instant from, Instant to) {
        return scenario(store, scenario, from, to, dropped(store, from, to));
    }

    /** Records that a report of that time may lack, as far as the store knows. */
    static long dropped(LedgerStore store, Instant from, Instant to) {
        return store.lost(from, to) + store.forgotten(from);
    }

    static ScenarioReport scenario(LedgerStore store, String scenario, Instant from, Instant to, long dropped) {
        Gathering gathering = new Gathering();
        LedgerQuery query =
                LedgerQuery.builder().scenario(scenario).from(from).to(to).build();
        requireNonNull(store, "store").scan(query, gathering::add);
        return new ScenarioReport(scenario, from, to, gathering, dropped);
    }

    /**
     * What each scenario with a record in that span did, sorted by name.
     *
     * @param from start of the span, included
     * @param to end of the span, not included
     * @throws IllegalStateException if {@code from} is after {@code to}
     * @throws io.llmops.api.exception.StoreException if the store cannot be read
     */
    public static List<ScenarioReport> all(LedgerStore store, Instant from, Instant to) {
        return all(store, from, to, dropped(store, from, to));
    }

    static List<ScenarioReport> all(LedgerStore store, Instant from, Instant to, long dropped) {
        Map<String, Gathering> scenarios = new TreeMap<>();
        LedgerQuery query = LedgerQuery.builder().from(from).to(to).build();
        requireNonNull(store, "store").scan(query, record -> scenarios
                .computeIfAbsent(record.scenario(), name -> new Gathering())
                .add(record));
        List<ScenarioReport> reports = new ArrayList<>();
        scenarios.forEach((name, gathering) -> reports.add(new ScenarioReport(name, from, to, gathering, dropped)));
        return List.copyOf(reports);
    }
}
