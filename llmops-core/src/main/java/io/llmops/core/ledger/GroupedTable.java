package io.llmops.core.ledger;

import io.llmops.api.ledger.Outcome;
import io.llmops.api.model.TokenClass;
import io.llmops.core.text.TextTable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** A grouped report as a table for a terminal; columns in which no row has anything are left out. */
final class GroupedTable {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final String NOTHING = "-";

    private static final List<Column> COLUMNS = List.of(
            new Column("calls", false, g -> Words.count(g.calls())),
            new Column("embeddings", true, g -> count(g.embeddings())),
            new Column("failed", true, g -> count(g.failed().part())),
            new Column(
                    "refused",
                    true,
                    g -> count(g.outcome(Outcome.REFUSED_BUDGET)
                            + g.outcome(Outcome.REFUSED_RATE)
                            + g.outcome(Outcome.REFUSED_GUARD))),
            new Column("filtered", true, g -> count(g.contentFiltered().part())),
            new Column("fell back", true, g -> rate(g.fellBack())),
            new Column("degraded", true, g -> rate(g.degraded())),
            new Column("from cache", true, g -> rate(g.cached())),
            new Column("tokens in", false, g -> g.tokens().input()),
            new Column("cached in", true, g -> rate(g.cachedInput())),
            new Column("tokens out", false, g -> g.tokens().output()),
            new Column("reasoning", true, g -> count(g.tokens().of(TokenClass.REASONING))),
            new Column(
                    "embedded",
                    true,
                    g -> g.embeddings() == 0 ? NOTHING : g.embeddingTokens().input()),
            new Column("tokens/min", false, g -> perMinute(g.tokensPerMinute())),
            new Column("cost", false, g -> g.cost().cell()),
            new Column("p50", false, g -> duration(g.latency().p50())),
            new Column("p99", false, g -> duration(g.latency().p99())),
            new Column("first p50", true, g -> duration(g.timeToFirstToken().p50())));

    private record Column(String name, boolean optional, Function<LedgerGroup, String> cell) {}

    private GroupedTable() {}

    static String of(GroupedReport report) {
        String lost = report.dropped() == 0 ? "" : "lost: " + Words.lost(report.dropped()) + "\n";
        if (report.groups().isEmpty()) {
            return "no calls from " + report.span().from() + " to "
                    + report.span().to() + "\n" + lost;
        }
        List<Column> columns = new ArrayList<>();
        report.zone().ifPresent(zone -> columns.add(new Column("from", false, g -> time(g.from(), zone))));
        report.dimensions()
                .forEach(d ->
                        columns.add(new Column(d.label(), false, g -> g.of(d).orElse(NOTHING))));
        int left = columns.size();
        COLUMNS.stream()
                .filter(c -> !c.optional()
                        || report.groups().stream()
                                .anyMatch(g -> !c.cell().apply(g).equals(NOTHING)))
                .forEach(columns::add);
        TextTable table = new TextTable(columns.stream().map(Column::name).toList(), Math.max(1, left));
        report.groups()
                .forEach(g ->
                        table.row(columns.stream().map(c -> c.cell().apply(g)).toList()));
        return table + lost;
    }

    private static String count(long n) {
        return n == 0 ? NOTHING : Words.count(n);
    }

    private static String rate(Share share) {
        return share.part() == 0
                ? NOTHING
                : String.format(Locale.ROOT, "%.1f%%", 100 * share.value().orElse(0));
    }

    private static String perMinute(double rate) {
        return rate < 10 ? String.format(Locale.ROOT, "%.1f", rate) : Words.count(Math.round(rate));
    }

    private static String duration(Optional<Duration> duration) {
        return duration.map(Words::duration).orElse(NOTHING);
    }

    private static String time(Instant instant, ZoneId zone) {
        return TIME.format(LocalDateTime.ofInstant(instant, zone));
    }
}
