package io.llmops.api.connect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Turns a table into lines of text that can be understood one by one, because each row repeats its header: {@code
 * Country: France; Per diem: 53 EUR}. A passage cut from the middle of a long table still says what its numbers are.
 */
public final class TableText {

    private static final int LONGEST_HEADER_CELL = 60;
    private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0\\u3000]+");
    private static final Pattern NUMBER = Pattern.compile("[-+(]?[\\p{Sc}\\d.,:/%\\s()-]*\\d[\\p{Sc}\\d.,:/%\\s()-]*");
    private static final Pattern YEAR = Pattern.compile("(19|20)\\d\\d");
    private static final Pattern DIGIT = Pattern.compile("\\d");

    private TableText() {}

    /**
     * One line for each row that is not blank. Where the first row is a header it has no line of its own: its cells
     * stand before the cells of every other row ({@code Header: value; Header: value}, empty cells left out). Otherwise
     * the filled cells of each row are joined by {@code " | "}.
     *
     * <p>A header has at least two columns, and its cells are filled (the first may be blank), short, different from
     * each other and not numbers (years may be). That suffices where the format names the header; where it does not, a
     * table of two columns also needs a column that has digits in every row but the first, lest a list of names and
     * values be taken for a table with a header.
     *
     * @param rows cells as read; white space in them is collapsed; rows may differ in length
     * @param headed whether the format says that the first row is a header, as {@code th} and CSV do
     * @return lines in the order of the rows; empty if all cells are blank
     */
    public static List<String> lines(List<List<String>> rows, boolean headed) {
        List<List<String>> table = compact(rows);
        if (table.isEmpty()) {
            return List.of();
        }
        List<String> first = table.get(0);
        List<List<String>> rest = table.subList(1, table.size());
        boolean hasHeader =
                !rest.isEmpty() && canBeHeader(first) && (headed || first.size() > 2 || isMeasured(first, rest));
        List<String> lines = new ArrayList<>();
        for (List<String> row : hasHeader ? rest : table) {
            lines.add(hasHeader ? withHeader(first, row) : plain(row));
        }
        return lines;
    }

    /** Without blank rows and without columns that are blank in every row; all rows of one length. */
    private static List<List<String>> compact(List<List<String>> rows) {
        List<List<String>> clean = new ArrayList<>();
        Set<Integer> filled = new TreeSet<>();
        for (List<String> row : rows) {
            List<String> cells = new ArrayList<>();
            for (String cell : row) {
                String text = SPACES.matcher(cell).replaceAll(" ").strip();
                if (!text.isEmpty()) {
                    filled.add(cells.size());
                }
                cells.add(text);
            }
            clean.add(cells);
        }
        List<List<String>> compact = new ArrayList<>();
        for (List<String> row : clean) {
            List<String> cells = new ArrayList<>();
            for (int column : filled) {
                cells.add(column < row.size() ? row.get(column) : "");
            }
            if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
                compact.add(cells);
            }
        }
        return compact;
    }

    private static boolean canBeHeader(List<String> row) {
        if (row.size() < 2) {
            return false;
        }
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            boolean corner = column == 0 && cell.isEmpty();
            if (!corner && (cell.isEmpty() || cell.length() > LONGEST_HEADER_CELL || isNumber(cell))) {
                return false;
            }
        }
        return new HashSet<>(row).size() == row.size();
    }

    private static boolean isNumber(String cell) {
        return NUMBER.matcher(cell).matches() && !YEAR.matcher(cell).matches();
    }

    private static boolean isMeasured(List<String> first, List<List<String>> rest) {
        for (int column = 0; column < first.size(); column++) {
            int c = column;
            if (!hasDigit(first.get(c)) && rest.stream().allMatch(row -> hasDigit(row.get(c)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasDigit(String cell) {
        return DIGIT.matcher(cell).find();
    }

    private static String withHeader(List<String> header, List<String> row) {
        List<String> cells = new ArrayList<>();
        for (int column = 0; column < row.size(); column++) {
            String name = header.get(column);
            String value = row.get(column);
            if (!value.isEmpty()) {
                cells.add(name.isEmpty() ? value : name + ": " + value);
            }
        }
        return String.join("; ", cells);
    }

    private static String plain(List<String> row) {
        return String.join(" | ", row.stream().filter(cell -> !cell.isEmpty()).toList());
    }
}
