package io.llmops.core.ledger;

import io.llmops.core.text.Formulas;
import org.jspecify.annotations.Nullable;

/**
 * Cells of comma-separated values (RFC 4180). Text that a spreadsheet would run as a formula gets a quotation mark before
 * it, as OWASP's page on CSV injection recommends; numbers of ours are left alone.
 */
final class CsvCells {

    private CsvCells() {}

    static String of(@Nullable Object cell) {
        if (cell == null) {
            return "";
        }
        return cell instanceof Number ? cell.toString() : text(cell.toString());
    }

    private static String text(String text) {
        String safe = Formulas.isFormula(text) ? "'" + text : text;
        boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n' || c == '\'');
        return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
