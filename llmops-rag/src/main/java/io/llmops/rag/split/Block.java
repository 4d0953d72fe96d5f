package io.llmops.rag.split;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Lines that belong together: a paragraph, a list item, a heading or one row of a table.
 *
 * @param span where it stands
 * @param whole whether it must not be cut into sentences
 */
record Block(Span span, boolean whole) {

    private static final Pattern LIST_ITEM = Pattern.compile(
            "\\s*(?:[-*+]\\s|[•·]|\\(?\\d{1,3}[.)]\\s|\\d{1,3}、|[（(]?[一二三四五六七八九十]{1,3}[）)、])\\s*\\S.*", Pattern.DOTALL);
    private static final Pattern HEADING = Pattern.compile("\\s{0,3}#{1,6}\\s.*", Pattern.DOTALL);
    /** {@code Header: value}, as {@code TableText} writes the cells of a row. */
    private static final Pattern CELL = Pattern.compile("[^:;.!?。！？]{1,60}: \\S.*", Pattern.DOTALL);

    /** The blocks of a text in order, none empty. */
    static List<Block> of(String text) {
        List<Block> blocks = new ArrayList<>();
        boolean underHeading = false; // a heading is not parted from what follows it
        int open = -1;
        int lineStart = 0;
        while (lineStart < text.length()) {
            int newline = text.indexOf('\n', lineStart);
            int lineEnd = newline < 0 ? text.length() : newline;
            String line = text.substring(lineStart, lineEnd);
            boolean heading = HEADING.matcher(line).matches();
            boolean whole = heading || isRow(line);
            if (open >= 0 && (whole || line.isBlank() || LIST_ITEM.matcher(line).matches())) {
                blocks.add(new Block(Span.trimmed(text, open, lineStart, !underHeading), false));
                underHeading = false;
                open = -1;
            }
            if (whole) {
                blocks.add(new Block(Span.trimmed(text, lineStart, lineEnd, !underHeading), true));
                underHeading = heading;
            } else if (open < 0 && !line.isBlank()) {
                open = lineStart;
            }
            lineStart = lineEnd + 1;
        }
        if (open >= 0) {
            blocks.add(new Block(Span.trimmed(text, open, text.length(), !underHeading), false));
        }
        return blocks;
    }

    private static boolean isRow(String line) {
        String row = line.strip();
        return row.startsWith("|") || row.indexOf('\t') > 0 || row.contains(" | ") || hasHeaders(row);
    }

    private static boolean hasHeaders(String row) {
        int next = row.indexOf("; ");
        return next > 0
                && CELL.matcher(row).lookingAt()
                && CELL.matcher(row.substring(next + 2)).lookingAt();
    }
}
