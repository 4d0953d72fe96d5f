package io.llmops.core.text;

import java.util.regex.Pattern;

/**
 * Tells texts that a spreadsheet would run as a formula: those that begin with one of {@code = + - @}, as OWASP's page on CSV
 * injection has it. Full-width forms, tabs and line breaks lead some spreadsheets to the same, and white space before a sign
 * does not stop them. Thread-safe.
 */
public final class Formulas {

    private static final Pattern FORMULA =
            Pattern.compile("[\\s\\u0000\\uFEFF]*[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20]|[\\t\\r\\n]");

    private Formulas() {}

    /** Whether a spreadsheet may take the text of a cell for a formula. */
    public static boolean isFormula(String cell) {
        return FORMULA.matcher(cell).lookingAt();
    }
}
