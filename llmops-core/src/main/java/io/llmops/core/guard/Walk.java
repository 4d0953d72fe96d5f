package io.llmops.core.guard;

import org.jspecify.annotations.Nullable;

/**
 * Follows an occurrence of a key through the text that it was found in: from its last character back to its first, and
 * over what repeats its last. Used by one scan.
 */
final class Walk {

    /** The occurrence is none: letters stand too often or too rarely, or it is not a whole word. */
    static final int NOT = -1;
    /** What follows in the text decides. */
    static final int OPEN = -2;

    private static final int FAR = -1;

    private final char[] text;
    private final boolean ended;
    private int floor;
    private int joint;
    private boolean broken;

    /** @param ended whether the text is whole; else more may follow */
    Walk(char[] text, boolean ended) {
        this.text = text;
        this.ended = ended;
    }

    /** Says that no occurrence begins before this place. */
    void forget(int before) {
        floor = before;
    }

    /**
     * Where an occurrence ends: after its last character, which may be repeated.
     *
     * @param at the first place of that character
     * @return the index, {@link #NOT} or {@link #OPEN}
     */
    int end(int at, int run, boolean unbroken) {
        int end = at + 1;
        if (Kind.of(text[at]) == Kind.SPACED) {
            int count = 1;
            while (true) {
                while (end < text.length && same(end, at)) {
                    end++;
                    count++;
                }
                if (count > Gap.LONGEST_RUN) {
                    return NOT;
                }
                if (end == text.length && !ended) {
                    return OPEN;
                }
                if (Spelling.fits(count, run)) {
                    break;
                }
                int next = Gap.end(text, end);
                if (unbroken || next - end > Gap.LONGEST) {
                    return NOT;
                }
                if (next == text.length) {
                    return ended ? NOT : OPEN;
                }
                int gap = next == end ? Gap.BREAK : Gap.between(text, end - 1, next, ended);
                if (gap != Gap.JOINED || !Gap.repeats(text, end - 1, next)) {
                    return gap == Gap.UNKNOWN ? OPEN : NOT;
                }
                end = next + 1;
                count++;
            }
        }
        if (!Kind.spaced(text[end - 1])) {
            return end;
        }
        if (end == text.length) {
            return ended ? end : OPEN;
        }
        return Kind.boundary(text[end - 1], text[end]) ? end : NOT;
    }

    /**
     * Where an occurrence begins.
     *
     * @param at the first place of its last character
     * @return the index, or {@link #NOT}
     */
    int start(int at, Spelling spelling) {
        broken = false;
        int start = back(at, spelling.key().length(), spelling.runs(), false);
        boolean whole = start >= 0
                && (start == 0 || Kind.boundary(text[start], text[start - 1]))
                && !(broken && spelling.unbroken());
        return whole ? start : NOT;
    }

    /** The first place from which a key of so many symbols that ends at {@code at} can begin. */
    int earliest(int at, int depth) {
        return Math.max(floor, back(at, depth, null, true));
    }

    private int back(int at, int depth, byte @Nullable [] runs, boolean repeated) {
        int i = at;
        boolean repeatable = repeated;
        for (int left = depth - 1; ; left--) {
            int run = runs == null ? 0 : runs[left];
            int count = 1;
            int before = previous(i);
            boolean first = left == 0;
            while (repeatable
                    && before != FAR
                    && joint == Gap.JOINED
                    && Kind.of(text[i]) == Kind.SPACED
                    && (before == i - 1 ? same(before, i) : Gap.repeats(text, before, i))
                    && !(first && before < i - 1 && run > 0 && Spelling.fits(count, run))) {
                broken |= before < i - 1;
                i = before;
                before = previous(i);
                if (++count > Gap.LONGEST_RUN) {
                    return NOT;
                }
            }
            if (repeatable && run > 0 && !Spelling.fits(count, run)) {
                return NOT;
            }
            if (first || before == FAR) {
                return first ? i : NOT;
            }
            if (joint == Gap.BREAK) {
                left--;
            }
            broken |= before < i - 1;
            i = before;
            repeatable = true;
        }
    }

    /** The character before this one, and in {@link #joint} what is between them. */
    private int previous(int i) {
        if (i > floor && !Kind.between(text[i - 1]) && !Character.isLowSurrogate(text[i - 1])) {
            joint = Gap.JOINED;
            return i - 1;
        }
        int before = Gap.begin(text, i);
        if (before < floor) {
            return FAR;
        }
        joint = before == i - 1 ? Gap.JOINED : Gap.between(text, before, i, true);
        return before;
    }

    private boolean same(int a, int b) {
        return Folding.fold(text[a]) == Folding.fold(text[b]);
    }
}
