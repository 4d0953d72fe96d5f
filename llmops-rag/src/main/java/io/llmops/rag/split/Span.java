package io.llmops.rag.split;

/**
 * A piece of a text by position, without blanks at its ends.
 *
 * @param start first character
 * @param end after the last character
 * @param opensParagraph whether a paragraph, a list item or a table row begins here
 */
record Span(int start, int end, boolean opensParagraph) {

    /** The span without blanks at its ends; empty spans stay where they end. */
    static Span trimmed(String text, int start, int end, boolean opensParagraph) {
        int from = start;
        int to = end;
        while (from < to && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
            to--;
        }
        return new Span(from, to, opensParagraph);
    }

    boolean isEmpty() {
        return start == end;
    }

    String in(String text) {
        return text.substring(start, end);
    }
}
