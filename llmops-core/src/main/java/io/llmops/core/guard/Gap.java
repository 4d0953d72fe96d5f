package io.llmops.core.guard;

/**
 * What stands between two characters of a text, and whether it keeps them apart. A gap joins where it is more likely put
 * there to hide a word than to separate two:
 *
 * <ul>
 *   <li>Symbols, emoji and what has no width join always, up to {@value #LONGEST} units.
 *   <li>Between Latin, Greek or Cyrillic letters or digits, white space joins only characters that stand alone ("f u c
 *       k"), and hyphens, stops and the like join only where one of the two stands alone ("f-uck").
 *   <li>Between other characters white space and one line end join, and commas, stops and the like where one of the two
 *       stands alone.
 *   <li>One unit between a letter and a digit joins ("AK-47", "AK 47"), if it does not end a sentence.
 * </ul>
 *
 * <p>Repeated letters count as one that stands alone.
 */
final class Gap {

    /** Longest gap in a word, in UTF-16 units. */
    static final int LONGEST = 4;
    /** Most letters that count as a repeated one. */
    static final int LONGEST_RUN = 32;

    /** It separates two words. */
    static final int BREAK = 0;
    /** It is nothing. */
    static final int JOINED = 1;
    /** It is longer than {@link #LONGEST}. */
    static final int FAR = 2;
    /** The rest of the text decides. */
    static final int UNKNOWN = 3;

    private Gap() {}

    /** The first index from {@code from} on that is not in a gap; the text's length if there is none. */
    static int end(char[] text, int from) {
        int i = from;
        while (i < text.length && Kind.between(text[i])) {
            boolean pair =
                    Kind.of(text[i]) == Kind.PICTOGRAPH && i + 1 < text.length && Character.isLowSurrogate(text[i + 1]);
            i += pair ? 2 : 1;
        }
        return i;
    }

    /** The last index before {@code at} that is not in a gap; -1 if it is too far or not there. */
    static int begin(char[] text, int at) {
        int i = at - 1;
        while (i >= 0 && at - i <= LONGEST + 1 && between(text, i)) {
            i--;
        }
        return i >= 0 && at - i <= LONGEST + 1 ? i : -1;
    }

    private static boolean between(char[] text, int i) {
        char c = text[i];
        return Kind.between(c) || (Character.isLowSurrogate(c) && i > 0 && Kind.of(text[i - 1]) == Kind.PICTOGRAPH);
    }

    /**
     * What the gap between two indices is.
     *
     * @param ended whether the text is whole; else more may follow
     */
    static int between(char[] text, int before, int after, boolean ended) {
        int length = after - before - 1;
        if (length > LONGEST) {
            return FAR;
        }
        int kinds = 0;
        int lines = 0;
        for (int i = before + 1; i < after; i++) {
            kinds |= 1 << Kind.of(text[i]);
            lines += text[i] == '\n' ? 1 : 0;
        }
        boolean sentence = (kinds & 1 << Kind.SENTENCE) != 0;
        char a = text[before];
        char b = text[after];
        if (!Kind.spaced(a) || !Kind.spaced(b)) {
            return lines > 1 ? BREAK : sentence ? oneAlone(text, before, after, false, ended) : JOINED;
        }
        if (length == 1 && !sentence && Kind.of(a) != Kind.of(b)) {
            return JOINED;
        }
        if ((kinds & 1 << Kind.SPACE) != 0) {
            return beginsAlone(text, before, true) ? endsAlone(text, after, true, ended) : BREAK;
        }
        return sentence || (kinds & 1 << Kind.JOINER) != 0 ? oneAlone(text, before, after, true, ended) : JOINED;
    }

    /** Whether a letter behind a gap that joins is the one before it once more: where that one stands alone. */
    static boolean repeats(char[] text, int before, int after) {
        return Folding.fold(text[before]) == Folding.fold(text[after]) && beginsAlone(text, before, true);
    }

    private static int oneAlone(char[] text, int before, int after, boolean spaced, boolean ended) {
        return beginsAlone(text, before, spaced) ? JOINED : endsAlone(text, after, spaced, ended);
    }

    /** Whether the character before a gap has no other before it. */
    private static boolean beginsAlone(char[] text, int at, boolean spaced) {
        char c = Folding.fold(text[at]);
        int i = at - 1;
        while (spaced && i >= 0 && at - i < LONGEST_RUN && Folding.fold(text[i]) == c) {
            i--;
        }
        return i < 0 || !isPart(text, i, spaced);
    }

    /** Whether the character behind a gap has no other behind it, as a kind of gap. */
    private static int endsAlone(char[] text, int at, boolean spaced, boolean ended) {
        char c = Folding.fold(text[at]);
        int i = at + 1;
        while (spaced && i < text.length && i - at < LONGEST_RUN && Folding.fold(text[i]) == c) {
            i++;
        }
        if (i == text.length) {
            return ended ? JOINED : UNKNOWN;
        }
        return isPart(text, i, spaced) ? BREAK : JOINED;
    }

    private static boolean isPart(char[] text, int i, boolean spaced) {
        return spaced ? Kind.spaced(text[i]) : !between(text, i);
    }
}
