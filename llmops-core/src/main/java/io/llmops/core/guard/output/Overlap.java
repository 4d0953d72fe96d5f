package io.llmops.core.guard.output;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs of words that two texts share. A word is a row of letters and digits, a Chinese, Japanese or Korean character half of
 * one; all else, hidden characters too, is as if it were not there. Immutable.
 */
final class Overlap {

    /** A word is two units, a character of half a word one. */
    private static final int WORD = 2;

    private final int units;
    private final Set<Long> windows = new HashSet<>();

    /**
     * A word of a text.
     *
     * @param hash of its characters in lower case
     * @param start index of its first UTF-16 unit
     * @param end index after its last
     * @param units what it counts
     */
    record Token(long hash, int start, int end, int units) {}

    Overlap(List<String> texts, int words) {
        this.units = words * WORD;
        for (String text : texts) {
            List<Token> tokens = tokens(text);
            for (int i = 0; i < tokens.size(); i++) {
                long window = window(tokens, i);
                if (window != 0) {
                    windows.add(window);
                }
            }
        }
    }

    boolean isEmpty() {
        return windows.isEmpty();
    }

    /** Where a shared run begins that is long enough, or -1. */
    int find(List<Token> tokens) {
        for (int i = 0; i < tokens.size(); i++) {
            long window = window(tokens, i);
            if (window != 0 && windows.contains(window)) {
                return tokens.get(i).start();
            }
        }
        return -1;
    }

    /** How many words at the end could be the beginning of a shared run, as an index of the first of them. */
    int open(List<Token> tokens) {
        int at = tokens.size();
        int sum = 0;
        while (at > 0 && sum < units + WORD) {
            at--;
            sum += tokens.get(at).units();
        }
        return at;
    }

    /** The hash of the shortest run from a word on that is long enough; 0 if the text ends before. */
    private long window(List<Token> tokens, int from) {
        long hash = 1;
        int sum = 0;
        for (int i = from; i < tokens.size(); i++) {
            hash = hash * 0x9E3779B97F4A7C15L + tokens.get(i).hash();
            sum += tokens.get(i).units();
            if (sum >= units) {
                return hash == 0 ? 1 : hash;
            }
        }
        return 0;
    }

    static List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        int start = -1;
        long hash = 0;
        int at = 0;
        int wordEnd = 0;
        while (at < text.length()) {
            int c = plain(text.codePointAt(at));
            int next = at + Character.charCount(text.codePointAt(at));
            boolean half = isHalf(c);
            if (!half && Character.isLetterOrDigit(c)) {
                start = start < 0 ? at : start;
                hash = hash * 31 + Character.toLowerCase(c);
                wordEnd = next;
            } else if (half || !isIgnored(c)) {
                if (start >= 0) {
                    tokens.add(new Token(mixed(hash), start, wordEnd, WORD));
                    start = -1;
                    hash = 0;
                }
                if (half) {
                    tokens.add(new Token(mixed(c), at, next, 1));
                }
            }
            at = next;
        }
        if (start >= 0) {
            tokens.add(new Token(mixed(hash), start, wordEnd, WORD));
        }
        return tokens;
    }

    private static int plain(int c) {
        return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
    }

    private static boolean isHalf(int c) {
        return Character.isIdeographic(c) || (c >= 0x3041 && c <= 0x30FF) || (c >= 0xAC00 && c <= 0xD7A3);
    }

    /** Format characters do not end a word, though nobody sees them; nor do accents. */
    private static boolean isIgnored(int c) {
        int type = Character.getType(c);
        return type == Character.FORMAT
                || type == Character.NON_SPACING_MARK
                || (type == Character.CONTROL && c != '\n' && c != '\t' && c != '\r');
    }

    private static long mixed(long hash) {
        long h = (hash + 1) * 0xBF58476D1CE4E5B9L;
        return h ^ (h >>> 29);
    }
}
