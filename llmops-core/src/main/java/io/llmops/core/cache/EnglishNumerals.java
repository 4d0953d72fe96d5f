package io.llmops.core.cache;

import io.llmops.core.cache.RawToken.Kind;
import java.util.List;
import java.util.Map;

/**
 * A number spelt in English that begins at some token: "twenty-five hundred", "two thousand and five". Words that follow each
 * other without making one number stay apart: "one zero five", "twenty fifteen", "between one thousand and four thousand".
 */
final class EnglishNumerals {

    private static final List<String> SMALL = List.of(
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen");
    private static final List<String> TENS =
            List.of("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");
    private static final String HUNDRED = "hundred";
    private static final Map<String, Long> SCALES =
            Map.of("thousand", 1_000L, "million", 1_000_000L, "billion", 1_000_000_000L);

    private final List<RawToken> tokens;
    private final int from;
    private int at;

    private EnglishNumerals(List<RawToken> tokens, int from) {
        this.tokens = tokens;
        this.from = from;
        this.at = from;
    }

    /** Adds the number that begins there, if one does; where it ends. */
    static int read(List<RawToken> tokens, int from, List<RawToken> out) {
        EnglishNumerals numerals = new EnglishNumerals(tokens, from);
        long value = numerals.is(SMALL.get(0)) ? numerals.zero() : numerals.number();
        if (numerals.at > from) {
            out.add(new RawToken(Kind.NUMBER, Long.toString(value)));
        }
        return numerals.at;
    }

    private long zero() {
        at++;
        return 0;
    }

    /** Parts of ever smaller scale. */
    private long number() {
        long total = 0;
        long limit = Long.MAX_VALUE;
        while (true) {
            int back = at;
            boolean joined = at > from && skip("and");
            long part = part();
            if (part == 0 && at == from && SCALES.containsKey(word(at))) {
                part = 1;
            }
            Long scale = SCALES.get(word(at));
            long value = scale == null ? part : part * scale;
            if (part == 0 || (scale == null ? part : scale) >= limit || (joined && (scale != null || part >= 100))) {
                at = back;
                return total;
            }
            total += value;
            if (scale == null) {
                return total;
            }
            at++;
            limit = scale;
        }
    }

    /** What may stand before a scale; 0 if nothing does. */
    private long part() {
        long head = belowHundred();
        if (!is(HUNDRED) || (head == 0 && at > from)) {
            return head;
        }
        at++;
        return Math.max(head, 1) * 100 + afterHundred();
    }

    private long afterHundred() {
        int back = at;
        boolean joined = skip("and");
        long rest = belowHundred();
        if (is(HUNDRED) || (joined && SCALES.containsKey(word(at)))) {
            rest = 0;
        }
        if (rest == 0) {
            at = back;
        }
        return rest;
    }

    private long belowHundred() {
        int small = SMALL.indexOf(word(at));
        if (small > 0) {
            at++;
            return small;
        }
        int tens = TENS.indexOf(word(at));
        if (tens <= 0) {
            return 0;
        }
        at++;
        int ones = SMALL.indexOf(word(at));
        if (ones <= 0 || ones > 9) {
            return 10L * tens;
        }
        at++;
        return 10L * tens + ones;
    }

    private boolean skip(String word) {
        boolean there = is(word);
        at += there ? 1 : 0;
        return there;
    }

    private boolean is(String word) {
        return word(at).equals(word);
    }

    /** Empty where there is no word. */
    private String word(int index) {
        return index < tokens.size() && tokens.get(index).is(Kind.WORD)
                ? tokens.get(index).text()
                : "";
    }
}
