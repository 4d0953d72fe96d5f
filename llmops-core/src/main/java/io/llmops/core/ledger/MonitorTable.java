package io.llmops.core.ledger;

import io.llmops.core.text.TextTable;
import java.util.List;

/**
 * Scenarios side by side, for a terminal: calls, hit rate, relevance, rate of sensitive words, tokens and cost. Columns
 * stay aligned where names are Chinese.
 */
public final class MonitorTable {

    private static final List<String> HEADER =
            List.of("scenario", "calls", "hit rate", "relevance", "sensitive words", "tokens in", "tokens out", "cost");

    private MonitorTable() {}

    /** One row for each report, in the order given, under a header; lines end with {@code \n}. */
    public static String render(List<ScenarioReport> reports) {
        TextTable table = new TextTable(HEADER, 1);
        for (ScenarioReport report : reports) {
            table.row(List.of(
                    report.scenario(),
                    Words.count(report.calls()),
                    report.knowledge().hits().toString(),
                    Words.score(report.knowledge().meanRelevance()),
                    report.words().calls().toString(),
                    report.tokens().input(),
                    report.tokens().output(),
                    report.cost().cell()));
        }
        long dropped = reports.stream().mapToLong(ScenarioReport::dropped).max().orElse(0);
        return dropped == 0 ? table.toString() : table + "lost: " + Words.lost(dropped) + "\n";
    }
}
