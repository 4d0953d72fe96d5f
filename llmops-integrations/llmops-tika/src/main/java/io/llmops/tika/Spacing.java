package io.llmops.tika;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** White space as a reader of the text wants it. */
final class Spacing {

    private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0]+");
    private static final Pattern IN_LINE = Pattern.compile("[\\h\\x0B\\f]+");
    private static final Pattern BREAKS = Pattern.compile("\\R");
    private static final String CJK = "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\u3001-\\u303f\\uff01-\\uff60]";
    /** Chinese and Japanese are wrapped without a space, so none must appear where the source broke the line. */
    private static final Pattern CJK_BREAK = Pattern.compile("(?<=" + CJK + ")\\h*\\R\\s*(?=" + CJK + ")");

    private Spacing() {}

    /** One line: every run of white space is one space. */
    static String folded(CharSequence text) {
        String joined = CJK_BREAK.matcher(text).replaceAll("");
        return SPACES.matcher(joined).replaceAll(" ").strip();
    }

    /** Lines stay lines, blank ones go, and runs of spaces in a line become one. */
    static String lines(CharSequence text) {
        List<String> lines = new ArrayList<>();
        for (String line : BREAKS.split(text, -1)) {
            String clean = IN_LINE.matcher(line).replaceAll(" ").strip();
            if (!clean.isEmpty()) {
                lines.add(clean);
            }
        }
        return String.join("\n", lines);
    }

    /** As it is, without the blank lines around it. */
    static String verbatim(CharSequence text) {
        return text.toString().stripTrailing().replaceFirst("^(?:\\h*\\R)+", "");
    }
}
