package io.llmops.tika;

import io.llmops.api.connect.TableText;
import java.util.ArrayList;
import java.util.List;

/** A table while it is read. Tables inside of its cells count as text of the cell. */
final class Table {

    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> captions = new ArrayList<>();
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

    /** Adds text to the cell; outside of the cells it is a caption. */
    void text(String text) {
        if (inCell) {
            cell.append(text).append(' ');
        } else {
            captions.add(text);
        }
    }

    /** Ends the table; its captions and its rows as text. */
    List<String> lines() {
        endRow();
        List<String> lines = new ArrayList<>(captions);
        lines.addAll(TableText.lines(rows, headed));
        return lines;
    }

    private void endRow() {
        endCell();
        if (!row.isEmpty()) {
            rows.add(row);
            row = new ArrayList<>();
        }
    }

    private void endCell() {
        if (inCell) {
            row.add(cell.toString());
        }
        cell.setLength(0);
        inCell = false;
    }
}
