package io.llmops.eval.sidebyside;

import io.llmops.api.eval.Example;
import io.llmops.api.prompt.PromptVersion;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalDouble;

/** What every column gave for every row. Immutable. */
public final class SideBySideTable {

    private final Plan plan;
    private final List<Cell> cells;
    private final Map<Column, Map<String, List<Cell>>> byColumn = new LinkedHashMap<>();

    SideBySideTable(Plan plan, List<Cell> cells) {
        this.plan = plan;
        this.cells = cells;
        for (Cell cell : cells) {
            byColumn.computeIfAbsent(cell.column(), c -> new LinkedHashMap<>())
                    .computeIfAbsent(cell.row(), r -> new ArrayList<>())
                    .add(cell);
        }
    }

    /** The prompt version that was run. */
    public PromptVersion prompt() {
        return plan.version();
    }

    /** The rows, in the order of the dataset. */
    public List<Example> rows() {
        return plan.rows();
    }

    /** The columns: models in the order given, each with its parameter sets. */
    public List<Column> columns() {
        return plan.columns();
    }

    /** All cells: row by row, in each its repeats, in each the columns. */
    public List<Cell> cells() {
        return cells;
    }

    /**
     * What a column gave for a row, one cell for each repeat.
     *
     * @param row the row's id
     * @throws NoSuchElementException if there is no such row or column
     */
    public List<Cell> cells(String row, Column column) {
        List<Cell> repeats = byColumn.getOrDefault(column, Map.of()).get(row);
        if (repeats == null) {
            throw new NoSuchElementException("there is no cell of row '" + row + "' and column '" + column + "'");
        }
        return List.copyOf(repeats);
    }

    /**
     * How much the repeats of a row agree, as {@link ColumnSummary#agreement()} says; empty with one repeat.
     *
     * @param row the row's id
     * @throws NoSuchElementException if there is no such row or column
     */
    public OptionalDouble agreement(String row, Column column) {
        List<Cell> repeats = cells(row, column);
        return repeats.size() < 2 ? OptionalDouble.empty() : OptionalDouble.of(Agreement.of(repeats));
    }

    /**
     * How a column did over all rows.
     *
     * @throws NoSuchElementException if there is no such column
     */
    public ColumnSummary summary(Column column) {
        Map<String, List<Cell>> rows = byColumn.get(column);
        if (rows == null) {
            throw new NoSuchElementException("there is no column '" + column + "'; there are " + columns());
        }
        return new ColumnSummary(column, List.copyOf(rows.values()));
    }

    /** Cells that failed. */
    public int failed() {
        return (int) cells.stream().filter(c -> c.failure().isPresent()).count();
    }

    /** A line for every column: cells, failures, tokens, cost, time, and agreement if there are repeats. */
    public String summary() {
        return TableText.summary(this);
    }

    /**
     * Writes every cell as a record of comma-separated values (RFC 4180) with its variables, text and figures. A cell that a
     * spreadsheet would run as a formula gets a leading apostrophe. The writer is flushed and left open.
     *
     * @throws IOException if the writer fails
     */
    public void writeCsv(Writer writer) throws IOException {
        TableCsv.write(this, writer);
    }

    /**
     * A table for a terminal: a line for every cell, with the beginning of its text, and what was asked of it. Control
     * characters of answers do not reach the terminal.
     */
    @Override
    public String toString() {
        return TableText.cells(this);
    }
}
