package io.llmops.eval.internal;

import java.util.regex.Pattern;

/**
 * Makes cells harmless to spreadsheets, which run a cell that begins with one of {@code = + - @} as a formula. Such a cell
 * is given a leading apostrophe, as OWASP's note on CSV injection advises; so is one that has an apostrophe there already,
 * so that {@link #read(String)} gives back exactly what was written.
 */
public final class CsvCells {

    /**
     * The full-width forms, tabs and line breaks lead some spreadsheets to the same, and white space before a sign does not
     * stop them.
     */
    private static final Pattern DANGEROUS = Pattern.compile(
            "'*(?:[\\s\\u0000\\uFEFF]*[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20]|[\\t\\r\\n]).*", Pattern.DOTALL);

    private CsvCells() {}

    /** The cell to write for a text. */
    public static String write(String text) {
        return DANGEROUS.matcher(text).matches() ? "'" + text : text;
    }

    /** The text of a cell that was read. */
    public static String read(String cell) {
        return cell.startsWith("'") && DANGEROUS.matcher(cell).matches() ? cell.substring(1) : cell;
    }
}
