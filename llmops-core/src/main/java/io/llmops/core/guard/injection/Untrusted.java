package io.llmops.core.guard.injection;

import io.llmops.core.guard.GuardContext;
import java.security.SecureRandom;
import java.util.Locale;

/**
 * How text that nobody vouches for, such as a passage or what a tool returned, stands in a prompt: between tags with a mark
 * that is new for every request, without characters that nobody sees, and without the mark, so that it cannot close its
 * tag. Stateless.
 *
 * <pre>
 * &lt;untrusted mark="k3f9x2abcdef" from="search"&gt;
 * Up to five days carry over.
 * &lt;/untrusted k3f9x2abcdef&gt;
 * </pre>
 *
 * <p>This is what an application can do about the text; whether a model keeps to it, no prompt can guarantee. What a model
 * may do, its tools and their rights, is decided outside of it.
 */
public final class Untrusted {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 12;
    private static final String[] TAGS = {"passage", "untrusted"};

    private Untrusted() {}

    /** A new mark of 12 lower-case letters and digits, 62 bits of chance. */
    public static String mark() {
        StringBuilder mark = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            mark.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return mark.toString();
    }

    /** The mark of a call: made once, and forgotten with the call. */
    public static String mark(GuardContext call) {
        return call.state(Untrusted.class, Mark.class, () -> new Mark(mark())).value();
    }

    private record Mark(String value) {}

    /**
     * The text between tags, cleaned.
     *
     * @param from where it comes from, in one line
     * @param mark of {@link #mark}
     */
    public static String wrap(String text, String from, String mark) {
        return "<untrusted mark=\"" + mark + "\" from=\"" + oneLine(from, mark) + "\">\n"
                + clean(text, mark).strip() + "\n</untrusted " + mark + ">";
    }

    /**
     * The text as it may stand between tags: without control characters but tab and line feed, without zero-width,
     * bidirectional and other invisible characters, and with the mark, and what begins like one of our tags, made harmless.
     */
    public static String clean(String text, String mark) {
        String visible = visible(text);
        String lower = visible.toLowerCase(Locale.ROOT);
        boolean same = lower.length() == visible.length();
        StringBuilder out = new StringBuilder(visible.length());
        int at = 0;
        while (at < visible.length()) {
            char c = visible.charAt(at);
            if ((same ? lower : visible).startsWith(mark, at)) {
                out.append('…');
                at += mark.length();
            } else {
                out.append((c == '<' || c == '＜') && isTag(visible, at + 1) ? '‹' : c);
                at++;
            }
        }
        return out.toString();
    }

    /** A name or title in one line, without what could end its quotes or its tag. */
    public static String oneLine(String text, String mark) {
        String clean = clean(text, mark);
        StringBuilder out = new StringBuilder(clean.length());
        for (int i = 0; i < clean.length(); i++) {
            char c = clean.charAt(i);
            boolean harmless =
                    !Character.isWhitespace(c) && c != '"' && c != '<' && c != '>' && c != '\u2028' && c != '\u2029';
            if (harmless) {
                out.append(c);
            } else if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
        }
        return out.toString().strip();
    }

    /** Whether a character is there without being seen, or changes the direction of those that are. */
    static boolean isHidden(int c) {
        return (c < 0x20 && c != '\n' && c != '\t')
                || (c >= 0x7F && c < 0xA0)
                || c == 0x00AD
                || c == 0x034F
                || c == 0x061C
                || c == 0x115F
                || c == 0x1160
                || c == 0x17B4
                || c == 0x17B5
                || (c >= 0x180B && c <= 0x180F)
                || (c >= 0x200B && c <= 0x200F)
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2060 && c <= 0x206F)
                || c == 0x3164
                || (c >= 0xFE00 && c <= 0xFE0F)
                || c == 0xFEFF
                || c == 0xFFA0
                || (c >= 0xFFF9 && c <= 0xFFFB)
                || (c >= 0xE0000 && c <= 0xE0FFF);
    }

    /** The text without hidden characters; a carriage return before a line feed is one of them. */
    static String visible(String text) {
        StringBuilder out = null;
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            int next = at + Character.charCount(c);
            if (isHidden(c)) {
                if (out == null) {
                    out = new StringBuilder(text.length()).append(text, 0, at);
                }
            } else if (out != null) {
                out.append(text, at, next);
            }
            at = next;
        }
        return out == null ? text : out.toString();
    }

    private static boolean isTag(String text, int from) {
        int at = from;
        int limit = Math.min(text.length(), from + 8);
        while (at < limit && (text.charAt(at) == ' ' || text.charAt(at) == '/' || text.charAt(at) == '\t')) {
            at++;
        }
        for (String tag : TAGS) {
            if (text.regionMatches(true, at, tag, 0, tag.length())) {
                return true;
            }
        }
        return false;
    }
}
