package io.llmops.core.guard.pii;

import io.llmops.core.guard.GuardStream;
import java.util.List;
import java.util.Set;

/**
 * Replaces finds in an answer that comes in pieces. Held back is the end of the text as far as more text could make it a
 * part of a find, or change what it is: a word, a row of groups, and what follows a digit closely. Of what was let go, a
 * little is looked at again, since words before a number say what it is.
 */
final class PiiStream implements GuardStream {

    /** How much of what was let go is looked at again. */
    private static final int BEHIND = 64;
    /** What follows a number may say that it is a telephone. */
    private static final int AHEAD = 13;
    /** A row of groups with spaces is not longer. */
    private static final int MAX_ROW = 80;
    /** A word is not held beyond this. */
    private static final int MAX_WORD = 16_384;

    private final Set<Pii> kinds;
    private final Replacement replacement;
    private final StringBuilder text = new StringBuilder();
    private int done;

    PiiStream(Set<Pii> kinds, Replacement replacement) {
        this.kinds = kinds;
        this.replacement = replacement;
    }

    @Override
    public String push(String piece) {
        text.append(piece);
        int cut = settled();
        return cut <= done ? "" : release(cut, false);
    }

    @Override
    public String finish() {
        return release(text.length(), true);
    }

    private String release(int upTo, boolean last) {
        String all = text.toString();
        List<Found> finds = Scanners.find(all, kinds);
        int cut = upTo;
        for (Found f : finds) {
            if (!last && f.start() < cut && (f.end() > cut || f.end() == all.length())) {
                cut = Math.max(done, f.start());
            }
        }
        StringBuilder out = new StringBuilder();
        int from = done;
        for (Found f : finds) {
            if (f.start() >= from && f.end() <= cut) {
                out.append(all, from, f.start()).append(replacement.of(all, f));
                from = f.end();
            }
        }
        out.append(all, from, Math.max(from, cut));
        done = cut;
        int behind = Math.max(0, done - BEHIND);
        text.delete(0, behind);
        done -= behind;
        return out.toString();
    }

    /** Up to where no more text can change what is there. */
    private int settled() {
        int at = wordStart(text.length());
        while (at > done) {
            int digit = lastDigit(at);
            if (digit < 0) {
                return at;
            }
            at = wordStart(digit + 1);
        }
        return at;
    }

    /** The last digit that stands within reach before the place, or -1. */
    private int lastDigit(int at) {
        int from = Math.max(done, Math.min(at, text.length() - AHEAD));
        for (int i = at - 1; i >= from; i--) {
            if (Chars.isDigit(plain(i))) {
                return i;
            }
        }
        return -1;
    }

    /** Where the word or row of groups begins that ends at the place. */
    private int wordStart(int end) {
        int at = end;
        while (at > done && end - at < MAX_WORD) {
            char c = plain(at - 1);
            boolean joins = c > ' ' && c < 0x7F;
            boolean between = c == ' ' && at - 1 > done && end - at < MAX_ROW && isGroupEnd(plain(at - 2));
            if (!joins && !between) {
                return at;
            }
            at--;
        }
        return at;
    }

    private static boolean isGroupEnd(char c) {
        return Chars.isUpperAlnum(c) || c == ')' || c == '.' || c == 'x';
    }

    private char plain(int at) {
        char c = text.charAt(at);
        return c >= '\uFF01' && c <= '\uFF5E' ? (char) (c - 0xFEE0) : c;
    }
}
