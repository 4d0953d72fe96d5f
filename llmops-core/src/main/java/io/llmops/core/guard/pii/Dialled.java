package io.llmops.core.guard.pii;

/**
 * Groups of digits with single spaces, dots, hyphens or parentheses between them, as telephone numbers are written. Used
 * within one scan.
 */
final class Dialled {

    private static final int MAX_DIGITS = 18;
    private static final int MAX_GROUPS = 7;
    private static final int MAX_EXTENSION = 6;

    private final String text;
    private final StringBuilder digits = new StringBuilder();
    private final int[] lengths = new int[MAX_GROUPS];
    private final boolean[] enclosed = new boolean[MAX_GROUPS];
    private int end;
    private int groups;
    private boolean plus;
    private boolean hyphened;

    Dialled(String text) {
        this.text = text;
    }

    void read(int at) {
        digits.setLength(0);
        groups = 0;
        end = -1;
        plus = Chars.is(text, at, '+');
        hyphened = true;
        int pos = plus ? at + 1 : at;
        while (digits.length() < MAX_DIGITS && groups < MAX_GROUPS) {
            boolean open = Chars.is(text, pos, '(');
            int from = open ? pos + 1 : pos;
            int groupEnd = Chars.digitsEnd(text, from, MAX_DIGITS);
            boolean closed = Chars.is(text, groupEnd, ')');
            if (groupEnd == from
                    || (open && (!closed || groupEnd - from > 5))
                    || digits.length() + groupEnd - from > MAX_DIGITS) {
                return;
            }
            digits.append(text, from, groupEnd);
            lengths[groups] = groupEnd - from;
            enclosed[groups] = open;
            groups++;
            end = open ? groupEnd + 1 : groupEnd;
            int next = separator(end, open);
            if (next < 0) {
                extension();
                return;
            }
            pos = next;
        }
        end = -1; // too long
    }

    /** Where the next group begins, or -1. */
    private int separator(int at, boolean afterParenthesis) {
        int pos = at;
        if (pos < text.length() && " .-".indexOf(text.charAt(pos)) >= 0) {
            hyphened &= text.charAt(pos) == '-';
            pos++;
        } else if (!afterParenthesis) {
            return -1;
        }
        boolean group = Chars.digitAt(text, pos) || (Chars.is(text, pos, '(') && Chars.digitAt(text, pos + 1));
        return group ? pos : -1;
    }

    /** An extension, such as x5184 or ext. 12. */
    private void extension() {
        int pos = end;
        pos += Chars.is(text, pos, ' ') ? 1 : 0;
        if (text.startsWith("ext", pos)) {
            pos += 3;
            pos += Chars.is(text, pos, '.') ? 1 : 0;
            pos += Chars.is(text, pos, ' ') ? 1 : 0;
        } else if (pos == end && Chars.is(text, pos, 'x')) {
            pos++;
        } else {
            return;
        }
        int extensionEnd = Chars.digitsEnd(text, pos, MAX_EXTENSION);
        end = extensionEnd > pos ? extensionEnd : end;
    }

    /** Where it ends, or -1 if there is no number, or too long a one. */
    int end() {
        return end;
    }

    String digits() {
        return digits.toString();
    }

    int groups() {
        return groups;
    }

    /** Lengths of the groups, such as 3-3-4 and (3) 3-4. */
    String shape() {
        StringBuilder shape = new StringBuilder();
        for (int i = 0; i < groups; i++) {
            shape.append(i == 0 ? "" : enclosed[i - 1] ? " " : "-");
            shape.append(enclosed[i] ? "(" + lengths[i] + ")" : lengths[i]);
        }
        return shape.toString();
    }

    /** Whether it begins with a plus. */
    boolean plus() {
        return plus;
    }

    /** Whether every separator is a hyphen. */
    boolean hyphened() {
        return hyphened && groups > 1;
    }
}
