package io.llmops.core.guard.injection;

import java.text.Normalizer;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A text folded for a search for phrases: lower case, compatible forms as one, hidden characters gone, white space in a row
 * as one space. A search takes time in proportion to the text for each phrase. Immutable.
 */
final class Words {

    private static final String SENTENCE_ENDS = "。！？!?";

    private final String text;
    private final BitSet lines = new BitSet();

    Words(String original) {
        String plain = Normalizer.normalize(Untrusted.visible(original), Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replace('’', '\'');
        StringBuilder out = new StringBuilder(plain.length() + 1).append(' ');
        lines.set(0);
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            int last = out.length() - 1;
            if (!Character.isWhitespace(c)) {
                out.append(c);
            } else if (out.charAt(last) != ' ') {
                out.append(' ');
                last++;
            }
            if (c == '\n') {
                lines.set(last);
            }
        }
        this.text = out.toString();
    }

    /** The next place of a phrase that does not begin within a word, or -1; a line feed in front means the start of a line. */
    int find(String phrase, int from) {
        boolean line = phrase.charAt(0) == '\n';
        String wanted = line ? ' ' + phrase.substring(1) : phrase;
        int at = text.indexOf(wanted, from);
        while (at >= 0 && (line ? !lines.get(at) : at > 0 && isLatin(wanted.charAt(0)) && isLatin(text.charAt(at - 1)))) {
            at = text.indexOf(wanted, at + 1);
        }
        return at;
    }

    /** Every place of the phrases. */
    BitSet places(List<String> phrases) {
        BitSet places = new BitSet();
        for (String phrase : phrases) {
            for (int at = find(phrase, 0); at >= 0; at = find(phrase, at + 1)) {
                places.set(at);
            }
        }
        return places;
    }

    /** Whether one of the places is within so many characters, in the same sentence. */
    boolean follows(int from, int reach, @Nullable BitSet places) {
        int next = places == null || places.isEmpty() ? -1 : places.nextSetBit(from);
        if (next < 0 || next - from >= reach) {
            return false;
        }
        for (int i = from; i < next; i++) {
            if (SENTENCE_ENDS.indexOf(text.charAt(i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLatin(char c) {
        return c < 0x250 && Character.isLetter(c);
    }
}
