package io.llmops.tika;

import io.llmops.api.connect.TableText;
import java.util.ArrayList;
import java.util.List;

/** A table while it is read. Tables inside of its cells count as text of the cell. */
final class Table {

    private final List<List<String>> rows = new ArrayList<>();
    private final StringBuilder cell = new StringBuilder();
    private List<String> row = new ArrayList<>();
    private boolean inCell;
    private boolean headed = true;

    void row() {
        endRow();
    }

    /** @param header whether the cell is marked as a header cell */
    void cell(boolean header) {
        endCell();
        inCell = true;
        if (rows.isEmpty()) {
            headed &= header;
        }
    }

    void text(String text) {
        cell.append(text).append(' ');
    }

    /** Ends the table; its rows as text. */
    List<String> lines() {
        endRow();
        return TableText.lines(rows, headed);
    }

    private void endRow() {
        endCell();
        if (!row.isEmpty()) {
            rows.add(row);
            row = new ArrayList<>();
        }
    }

    private void endCell() {
        // Text before the first cell, such as a caption that stands in the table, becomes a row of its own.
        if (inCell || !cell.toString().isBlank()) {
            row.add(cell.toString());
        }
        cell.setLength(0);
        inCell = false;
    }
}
