package io.llmops.rag.split;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds where sentences end inside one block. */
final class SentenceScanner {

    private static final String CHINESE_ENDS = "。！？；｡．";
    private static final String ENDS = ".!?…" + CHINESE_ENDS;
    private static final String CLOSERS = "\"'”’)]}»）】》」』〉〕";

    private static final Pattern REFERENCES = Pattern.compile("(?:\\[\\d{1,4}])+");

    /** Words whose full stop does not end a sentence, whatever follows, in any case. */
    private static final Set<String> ABBREVIATIONS = Set.of(
            "mr", "mrs", "ms", "dr", "prof", "st", "sr", "jr", "gen", "capt", "lt", "sgt", "rev", "hon", "gov", "vs",
            "e.g", "i.e", "cf", "viz", "fig", "figs", "eq", "vol", "pp", "approx");

    /** The same, but only with a capital: "No. 5" goes on, "no." ends. */
    private static final Set<String> CAPITALISED = Set.of(
            "No", "Nos", "Art", "Sec", "Ch", "Ed", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept",
            "Oct", "Nov", "Dec");

    private SentenceScanner() {}

    /** The sentences between two positions; the first has the flag of {@code block}. */
    static List<Span> scan(String text, Span block) {
        List<Span> sentences = new ArrayList<>();
        int start = block.start();
        int at = start;
        while (at < block.end()) {
            if (ENDS.indexOf(text.charAt(at)) < 0) {
                at++;
                continue;
            }
            int after = skip(text, at, block.end(), ENDS);
            int end = skipReferences(text, skip(text, after, block.end(), CLOSERS), block.end());
            if (isBorder(text, block, start, at, after, end)) {
                add(sentences, text, start, end, block);
                start = end;
            }
            at = Math.max(end, at + 1);
        }
        add(sentences, text, start, block.end(), block);
        return sentences;
    }

    private static void add(List<Span> sentences, String text, int start, int end, Span block) {
        Span span = Span.trimmed(text, start, end, block.opensParagraph() && sentences.isEmpty());
        if (!span.isEmpty()) {
            sentences.add(span);
        }
    }

    private static int skip(String text, int from, int to, String characters) {
        int at = from;
        while (at < to && characters.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    /** Marks such as {@code [12]} that stand after the full stop belong to the sentence before it. */
    private static int skipReferences(String text, int from, int to) {
        Matcher marks = REFERENCES.matcher(text).region(from, to);
        return marks.lookingAt() ? marks.end() : from;
    }

    private static boolean isBorder(String text, Span block, int start, int mark, int after, int end) {
        if (end >= block.end() || CHINESE_ENDS.indexOf(text.charAt(after - 1)) >= 0) {
            return true;
        }
        char next = text.charAt(end);
        if (Weight.isDense(text.codePointAt(end))) {
            return text.charAt(after - 1) == '…' || after - mark > 1 || !endsInDigit(text, mark);
        }
        if (!Character.isWhitespace(next)) {
            return false; // 3.14, example.com, "Really?!" inside a word
        }
        int following = firstNonBlank(text, end, block.end());
        if (following < block.end() && Character.isLowerCase(text.codePointAt(following))) {
            return false;
        }
        return text.charAt(mark) != '.' || after - mark > 1 || !isAbbreviation(text, start, mark);
    }

    private static boolean endsInDigit(String text, int mark) {
        return text.charAt(mark) == '.' && mark > 0 && Character.isDigit(text.charAt(mark - 1));
    }

    private static int firstNonBlank(String text, int from, int to) {
        int at = from;
        while (at < to && !Character.isLetterOrDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** A known abbreviation, an initial, letters with full stops between them, or a number that begins a list item. */
    private static boolean isAbbreviation(String text, int start, int mark) {
        int from = mark;
        while (from > start && isWordPart(text.charAt(from - 1))) {
            from--;
        }
        String word = text.substring(from, mark);
        boolean first = text.substring(start, from).isBlank();
        if (word.length() == 1 && Character.isUpperCase(word.charAt(0)) && !word.equals("I")) {
            return true;
        }
        if (first && !word.isEmpty() && word.chars().allMatch(Character::isDigit)) {
            return true;
        }
        return word.matches("(?:[A-Z]\\.)+[A-Z]")
                || CAPITALISED.contains(word)
                || ABBREVIATIONS.contains(word.toLowerCase(Locale.ROOT));
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '.';
    }
}
