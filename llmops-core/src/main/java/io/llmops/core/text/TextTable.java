package io.llmops.core.text;

import io.llmops.core.io.OneLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of text in aligned columns: the first ones to the left, the others to the right. Chinese and other wide characters
 * take two places. Cells must be single lines: see {@link OneLine}. Not thread-safe.
 */
public final class TextTable {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final int[] widths;
    private final int left;

    /** A table with its header; that many columns are aligned to the left. */
    public TextTable(List<String> header, int left) {
        this.left = left;
        this.widths = new int[header.size()];
        row(header);
        String[] rule = new String[widths.length];
        Arrays.fill(rule, "");
        rows.add(List.of(rule));
    }

    /** Adds a row of as many cells as the header has; what would break a line is escaped. */
    public void row(List<String> texts) {
        List<String> cells = texts.stream().map(OneLine::of).toList();
        rows.add(cells);
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], DisplayWidth.of(cells.get(i)));
        }
    }

    /** The lines, each with its end. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        for (int r = 0; r < rows.size(); r++) {
            for (int c = 0; c < widths.length; c++) {
                out.append(c == 0 ? "" : GAP).append(r == 1 ? "-".repeat(widths[c]) : cell(rows.get(r), c));
            }
            out.append('\n');
        }
        return out.toString();
    }

    private String cell(List<String> row, int column) {
        String text = row.get(column);
        String pad = " ".repeat(widths[column] - DisplayWidth.of(text));
        return column < left ? text + pad : pad + text;
    }
}
