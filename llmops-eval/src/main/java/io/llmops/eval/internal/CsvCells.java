package io.llmops.eval.internal;

import io.llmops.core.text.Formulas;

/**
 * Makes cells harmless to spreadsheets, which run a cell that begins with one of {@code = + - @} as a formula. Such a cell
 * is given a leading apostrophe, as OWASP's note on CSV injection advises; so is one that has an apostrophe there already,
 * so that {@link #read(String)} gives back exactly what was written.
 */
public final class CsvCells {

    private CsvCells() {}

    /** The cell to write for a text. */
    public static String write(String text) {
        return isDangerous(text) ? "'" + text : text;
    }

    /** The text of a cell that was read. */
    public static String read(String cell) {
        return cell.startsWith("'") && isDangerous(cell) ? cell.substring(1) : cell;
    }

    private static boolean isDangerous(String text) {
        int from = 0;
        while (from < text.length() && text.charAt(from) == '\'') {
            from++;
        }
        return Formulas.isFormula(text.substring(from));
    }
}
