package io.llmops.core.text;

/**
 * Makes any text safe to show on one line of a terminal: white space becomes single spaces; control characters, which could
 * move the cursor or change the terminal, and marks that reverse the direction of writing become U+FFFD.
 */
public final class OneLine {

    private static final String ELLIPSIS = "…";
    private static final int REPLACEMENT = 0xFFFD;

    private OneLine() {}

    /** The whole text. */
    public static String of(String text) {
        StringBuilder line = new StringBuilder(text.length());
        boolean space = false;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                space = true;
            } else {
                line.append(space && line.length() > 0 ? " " : "");
                line.appendCodePoint(isUnsafe(c) ? REPLACEMENT : c);
                space = false;
            }
        }
        return line.toString();
    }

    /**
     * As much of the text as fits into so many columns; an ellipsis shows that it goes on.
     *
     * @throws IllegalArgumentException if {@code columns} is not positive
     */
    public static String of(String text, int columns) {
        if (columns < 1) {
            throw new IllegalArgumentException("columns must be positive, but are " + columns);
        }
        String line = of(text);
        if (DisplayWidth.of(line) <= columns) {
            return line;
        }
        int end = 0;
        int width = 0;
        while (end < line.length()) {
            int next = end + Character.charCount(line.codePointAt(end));
            width += DisplayWidth.of(line.substring(end, next));
            if (width > columns - 1) {
                break;
            }
            end = next;
        }
        return line.substring(0, end) + ELLIPSIS;
    }

    private static boolean isUnsafe(int c) {
        boolean reverses = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        int type = Character.getType(c);
        return Character.isISOControl(c)
                || reverses
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
