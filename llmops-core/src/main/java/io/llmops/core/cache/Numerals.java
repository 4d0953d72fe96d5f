package io.llmops.core.cache;

import io.llmops.core.cache.RawToken.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Numbers that are spelt out, in English ("twenty-five thousand", "third") and Chinese (二十五, 两万, 二〇二六), as digits. */
final class Numerals {

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
    private static final Map<String, Long> SCALES =
            Map.of("hundred", 100L, "thousand", 1_000L, "million", 1_000_000L, "billion", 1_000_000_000L);
    private static final Map<String, String> ORDINALS = Map.ofEntries(
            Map.entry("first", "1"),
            Map.entry("second", "2"),
            Map.entry("third", "3"),
            Map.entry("fourth", "4"),
            Map.entry("fifth", "5"),
            Map.entry("sixth", "6"),
            Map.entry("seventh", "7"),
            Map.entry("eighth", "8"),
            Map.entry("ninth", "9"),
            Map.entry("tenth", "10"),
            Map.entry("eleventh", "11"),
            Map.entry("twelfth", "12"));

    private static final String DIGITS = "零一二三四五六七八九";
    private static final Map<Character, Long> UNITS =
            Map.of('十', 10L, '百', 100L, '千', 1_000L, '万', 10_000L, '亿', 100_000_000L);
    /** After a lone 一 these make another word: 一下, 一样, 一定. */
    private static final String NOT_COUNTED = "下些样起般定直旦切共律致边面";

    private static final int LONGEST = 12;

    private Numerals() {}

    /** The tokens with spelt numbers as digits. */
    static List<RawToken> read(List<RawToken> tokens) {
        List<RawToken> out = new ArrayList<>();
        int i = 0;
        while (i < tokens.size()) {
            int end = tokens.get(i).is(Kind.HAN) || tokens.get(i).is(Kind.NUMBER)
                    ? chinese(tokens, i, out)
                    : english(tokens, i, out);
            if (end == i) {
                RawToken token = tokens.get(i++);
                String ordinal = token.is(Kind.WORD) ? ORDINALS.get(token.text()) : null;
                out.add(ordinal == null ? token : new RawToken(Kind.ORDINAL, ordinal));
            } else {
                i = end;
            }
        }
        return out;
    }

    private static int english(List<RawToken> tokens, int from, List<RawToken> out) {
        long total = 0;
        long group = 0;
        int i = from;
        int end = from;
        while (i < tokens.size() && i - from < LONGEST && tokens.get(i).is(Kind.WORD)) {
            String word = tokens.get(i).text();
            Long scale = SCALES.get(word);
            if (scale != null) {
                group = Math.max(group, 1) * scale;
                if (scale > 100) {
                    total += group;
                    group = 0;
                }
            } else if (SMALL.contains(word)) {
                if (end > from && group % 10 != 0) {
                    break;
                }
                group += SMALL.indexOf(word);
            } else if (TENS.indexOf(word) > 0) {
                if (end > from && group % 100 != 0) {
                    break;
                }
                group += 10L * TENS.indexOf(word);
            } else if (!(word.equals("and") && end > from && group % 100 == 0)) {
                break;
            }
            i++;
            end = word.equals("and") ? end : i;
        }
        if (end > from) {
            out.add(new RawToken(Kind.NUMBER, Long.toString(total + group)));
        }
        return end;
    }

    private static int chinese(List<RawToken> tokens, int from, List<RawToken> out) {
        StringBuilder run = new StringBuilder();
        int i = from;
        BigDecimal factor = null;
        if (tokens.get(i).is(Kind.NUMBER)) {
            factor = new BigDecimal(tokens.get(i++).text());
        }
        while (i < tokens.size() && tokens.get(i).is(Kind.HAN) && run.length() < LONGEST) {
            char c = fold(tokens.get(i).text().charAt(0));
            if (DIGITS.indexOf(c) < 0 && !UNITS.containsKey(c)) {
                break;
            }
            run.append(c);
            i++;
        }
        boolean word = run.toString().equals("一")
                && i < tokens.size()
                && NOT_COUNTED.contains(tokens.get(i).text());
        if (run.isEmpty() || word) {
            return from;
        }
        if (factor != null) {
            Long unit = run.length() == 1 ? UNITS.get(run.charAt(0)) : null;
            if (unit == null) {
                return from;
            }
            BigDecimal value = factor.multiply(BigDecimal.valueOf(unit));
            out.add(new RawToken(Kind.NUMBER, value.stripTrailingZeros().toPlainString()));
            return i;
        }
        Optional<Long> value = value(run);
        value.ifPresent(v -> out.add(new RawToken(Kind.NUMBER, Long.toString(v))));
        return value.isPresent() ? i : from;
    }

    private static char fold(char c) {
        return switch (c) {
            case '〇' -> '零';
            case '两' -> '二';
            case '萬' -> '万';
            case '億' -> '亿';
            default -> c;
        };
    }

    /** 二零二六 digit by digit; 三百零五 by units; empty for a lone unit such as 万, which more often is part of a word. */
    private static Optional<Long> value(CharSequence run) {
        boolean digitsOnly = run.chars().allMatch(c -> DIGITS.indexOf(c) >= 0);
        long total = 0;
        long section = 0;
        long digit = 0;
        for (int i = 0; i < run.length(); i++) {
            char c = run.charAt(i);
            Long unit = UNITS.get(c);
            if (unit == null) {
                digit = digitsOnly ? digit * 10 + DIGITS.indexOf(c) : DIGITS.indexOf(c);
            } else if (unit < 10_000) {
                section += Math.max(digit, unit == 10 && i == 0 ? 1 : digit) * unit;
                digit = 0;
            } else {
                total = (total + section + digit) * unit;
                section = 0;
                digit = 0;
            }
        }
        long value = total + section + digit;
        return value == 0 && !digitsOnly ? Optional.empty() : Optional.of(value);
    }
}
