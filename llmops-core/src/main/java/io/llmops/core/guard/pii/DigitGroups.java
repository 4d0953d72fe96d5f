package io.llmops.core.guard.pii;

/** A number whose digits may stand in groups, with one space or hyphen between them. Used within one scan. */
final class DigitGroups {

    private final String text;
    private final StringBuilder digits = new StringBuilder();
    private int end;
    private int groups;
    private int firstGroup;

    DigitGroups(String text) {
        this.text = text;
    }

    /**
     * Reads from a group's first digit as many whole groups as hold at most so many digits.
     *
     * @return whether there is a number of at least one group
     */
    boolean read(int at, int most) {
        digits.setLength(0);
        groups = 0;
        end = at;
        int pos = at;
        while (true) {
            int groupEnd = Chars.digitsEnd(text, pos, most - digits.length() + 1);
            if (groupEnd == pos || groupEnd - pos > most - digits.length()) {
                return groups > 0;
            }
            digits.append(text, pos, groupEnd);
            firstGroup = groups == 0 ? groupEnd - pos : firstGroup;
            groups++;
            end = groupEnd;
            boolean more = (Chars.is(text, end, ' ') || Chars.is(text, end, '-')) && Chars.digitAt(text, end + 1);
            if (!more) {
                return true;
            }
            pos = end + 1;
        }
    }

    /** Leaves out the last group; false if none would be left. */
    boolean shorten() {
        if (groups < 2) {
            return false;
        }
        int from = end;
        while (from > 0 && Chars.isDigit(text.charAt(from - 1))) {
            from--;
        }
        digits.setLength(digits.length() - (end - from));
        end = from - 1;
        groups--;
        return true;
    }

    StringBuilder digits() {
        return digits;
    }

    int end() {
        return end;
    }

    int groups() {
        return groups;
    }

    int firstGroup() {
        return firstGroup;
    }
}
