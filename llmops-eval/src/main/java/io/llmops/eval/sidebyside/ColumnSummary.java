package io.llmops.eval.sidebyside;

import io.llmops.api.model.Money;
import io.llmops.api.model.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** How one column did over all rows. Immutable. */
public final class ColumnSummary {

    private final Column column;
    /** By row, its repeats. */
    private final List<List<Cell>> rows;

    private final List<Cell> cells;

    ColumnSummary(Column column, List<List<Cell>> rows) {
        this.column = column;
        this.rows = List.copyOf(rows);
        this.cells = rows.stream().flatMap(List::stream).toList();
    }

    /** Model and parameters. */
    public Column column() {
        return column;
    }

    /** How many cells it has: rows times repeats. */
    public int cells() {
        return cells.size();
    }

    /** Cells that failed. */
    public int failed() {
        return (int) cells.stream().filter(c -> c.failure().isPresent()).count();
    }

    /** Tokens by class over all cells; its quality is that of the worst one. */
    public Usage usage() {
        return cells.stream().map(c -> c.call().usage()).reduce(Usage.none(), Usage::plus);
    }

    /** What all cells cost; empty if that of one is not known. */
    public Optional<Money> cost() {
        List<Money> known =
                cells.stream().flatMap(c -> Stream.ofNullable(c.call().cost())).toList();
        boolean all = known.size()
                == cells.stream().filter(c -> !c.call().id().isEmpty()).count();
        boolean oneCurrency = known.stream().map(Money::currency).distinct().count() == 1;
        return all && oneCurrency ? known.stream().reduce(Money::plus) : Optional.empty();
    }

    /** The time that half of the answers did not exceed (nearest rank); zero if there is no answer. */
    public Duration medianLatency() {
        List<Duration> times = cells.stream()
                .filter(c -> c.failure().isEmpty())
                .map(c -> c.call().latency())
                .sorted()
                .toList();
        return times.isEmpty() ? Duration.ZERO : times.get((times.size() - 1) / 2);
    }

    /**
     * How much repeats agree, from 0 to 1: for each row the share of the most common answer among its repeats, 1 when all are
     * equal; then the mean over rows. Answers are equal if a reader would call their words the same; a failed repeat agrees
     * with no other. It is the consistency of X. Wang and others, "Self-Consistency Improves Chain of Thought Reasoning in
     * Language Models", ICLR 2023. Empty with one repeat.
     */
    public OptionalDouble agreement() {
        return rows.get(0).size() < 2
                ? OptionalDouble.empty()
                : rows.stream().mapToDouble(Agreement::of).average();
    }
}
