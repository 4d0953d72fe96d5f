package io.llmops.core.guard;

import java.util.Arrays;

/**
 * A word as it is looked for: folded, without what stands between its characters, repeated letters once. What separates
 * words is one {@link #BREAK}.
 * Immutable.
 */
final class Spelling {

    static final char BREAK = '\0';

    private static final int SHORT = 2;

    private final String key;
    private final byte[] runs;
    private final boolean unbroken;

    private Spelling(String key, byte[] runs, boolean unbroken) {
        this.key = key;
        this.runs = runs;
        this.unbroken = unbroken;
    }

    /** What the automaton looks for. */
    String key() {
        return key;
    }

    /** How often each character of the key stands in the word; not to be changed. */
    byte[] runs() {
        return runs;
    }

    /** Whether it is found in one piece only, being two Latin letters or digits at most. */
    boolean unbroken() {
        return unbroken;
    }

    /** The spelling; of an empty key if there is nothing but symbols in the word. */
    static Spelling of(String spelled) {
        char[] word = spelled.toCharArray();
        StringBuilder key = new StringBuilder(word.length);
        byte[] runs = new byte[2 * word.length];
        int letters = 0;
        boolean gaps = false;
        int before = -1;
        for (int at = Gap.end(word, 0); at < word.length; at = Gap.end(word, at + 1)) {
            if (before >= 0 && at > before + 1) {
                gaps = true;
                if (Gap.between(word, before, at, true) != Gap.JOINED) {
                    key.append(BREAK);
                }
            }
            char c = Folding.fold(word[at]);
            int last = key.length() - 1;
            if (last >= 0 && key.charAt(last) == c && Kind.of(c) == Kind.SPACED && runs[last] < Byte.MAX_VALUE) {
                runs[last]++;
            } else {
                runs[key.length()] = 1;
                key.append(c);
            }
            letters += Kind.spaced(word[at]) ? 1 : SHORT + 1;
            before = at;
        }
        return new Spelling(key.toString(), Arrays.copyOf(runs, key.length()), letters <= SHORT && !gaps);
    }

    /** Whether it is more than one word. */
    boolean isBroken() {
        return key.indexOf(BREAK) >= 0;
    }

    /** The same written as one word. */
    Spelling joined() {
        return of(spelledOut(false));
    }

    /** Whether a letter stands twice or more at one place. */
    boolean doubled() {
        for (byte run : runs) {
            if (run > 1) {
                return true;
            }
        }
        return false;
    }

    /** Whether a letter that stands so often in a text can be the one at this index of the key. */
    static boolean fits(int count, int run) {
        return count == run || (count > 2 && count > run);
    }

    /** Words that are alike in this are one word. */
    String identity() {
        return spelledOut(true);
    }

    private String spelledOut(boolean breaks) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) != BREAK) {
                out.append(String.valueOf(key.charAt(i)).repeat(runs[i]));
            } else if (breaks) {
                out.append(BREAK);
            }
        }
        return out.toString();
    }
}
