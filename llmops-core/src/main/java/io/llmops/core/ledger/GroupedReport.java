package io.llmops.core.ledger;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The figures of a ledger by groups: one row for each, sorted by time and then by name. Immutable. */
public final class GroupedReport {

    private final List<Dimension> dimensions;
    private final @Nullable ZoneId zone;
    private final Span span;
    private final List<LedgerGroup> groups;
    private final long dropped;

    /**
     * A span of time.
     *
     * @param from its start, included
     * @param to its end, not included
     */
    public record Span(Instant from, Instant to) {}

    GroupedReport(
            List<Dimension> dimensions, @Nullable ZoneId zone, Span span, List<LedgerGroup> groups, long dropped) {
        this.dimensions = dimensions;
        this.zone = zone;
        this.span = span;
        this.groups = groups;
        this.dropped = dropped;
    }

    /** What the rows are grouped by, beside time. */
    public List<Dimension> dimensions() {
        return dimensions;
    }

    /** The zone of the spans, if the rows are cut by time. */
    public Optional<ZoneId> zone() {
        return Optional.ofNullable(zone);
    }

    /** The whole time that was asked for. */
    public Span span() {
        return span;
    }

    /** The rows; groups without a record have none. */
    public List<LedgerGroup> groups() {
        return groups;
    }

    /**
     * Records of that time that were lost on their way to the ledger, of any group and any process: where it is not 0, sums
     * may be too small by that many calls.
     */
    public long dropped() {
        return dropped;
    }

    /**
     * Comma-separated values (RFC 4180) with every figure as a plain number, for machines: durations in milliseconds, an
     * unknown figure as nothing. A cell that a spreadsheet would take for a formula is marked as text by a quotation mark
     * before it.
     */
    public String toCsv() {
        return GroupedCells.csv(this);
    }

    /** A JSON array with one object for each row, with the same names and figures as {@link #toCsv()}. */
    public String toJson() {
        return GroupedCells.json(this);
    }

    /** An aligned table for people, also where names are Chinese: {@code ~} marks a sum with an estimate in it. */
    @Override
    public String toString() {
        return GroupedTable.of(this);
    }
}
